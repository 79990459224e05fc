package dev.updraft.standalone.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What {@code updraft up} uses where nothing is named: in the repository its own folders, and where
 * the program is one file, the current folder's.
 *
 * @param dags the DAG folder
 * @param data where data is kept
 * @param ui the UI's files
 */
record Home(Path dags, Path data, Path ui) {
  /** The folder of the {@code updraft} command; unset where the program is one file. */
  private static final String REPOSITORY = "updraft.home";

  private static final String UI = "/ui/index.html";

  static Home here() {
    var repository = System.getProperty(REPOSITORY);
    if (repository != null) {
      var root = Path.of(repository).toAbsolutePath().normalize();
      return new Home(root.resolve("examples"), root.resolve(".data"), root.resolve("ui/dist"));
    }
    var here = Path.of("").toAbsolutePath();
    return new Home(here.resolve("dags"), here.resolve(".data"), packed(here));
  }

  /** The DAG folder, made if it is not there. */
  Path ownDags() {
    try {
      return Files.createDirectories(dags);
    } catch (IOException e) {
      throw new UsageException(
          "%s cannot be made (%s); name a DAG folder with --dags.".formatted(dags, e));
    }
  }

  /** The UI within this program's own file, which stays open. */
  private static Path packed(Path otherwise) {
    var found = Home.class.getResource(UI);
    if (found == null) {
      return otherwise.resolve("ui/dist");
    }
    try {
      var address = found.toURI();
      return address.getScheme().equals("jar")
          ? inside(address)
          : Path.of(address).resolve("..").normalize();
    } catch (URISyntaxException | IOException e) {
      throw new UncheckedIOException("the UI cannot be read", new IOException(e));
    }
  }

  private static Path inside(URI address) throws IOException {
    return FileSystems.newFileSystem(address, Map.of()).getPath("/ui");
  }
}
