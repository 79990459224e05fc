package dev.updraft.parser.folder;

import dev.updraft.core.port.Bytes;
import dev.updraft.parser.DagFileParser;
import dev.updraft.parser.ParseRequest;
import dev.updraft.parser.ParseRequest.SourceFile;
import dev.updraft.parser.ParseSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A folder of DAG files on a disk.
 *
 * <p>Links to folders are followed, each folder once. Nothing outside the folder is read, whatever
 * a DAG file names.
 */
public final class DagFolder {
  /** How many DAG files a folder may hold. */
  public static final int FILES_MAX = 100_000;

  private static final List<String> DEFAULTS = List.of("defaults.yml", "defaults.yaml");

  private final Path root;
  private final IgnoreSyntax syntax;

  /**
   * A folder.
   *
   * @param root where it is
   * @param syntax how its {@code .airflowignore} files are read
   */
  public DagFolder(Path root, IgnoreSyntax syntax) {
    this.root = root.toAbsolutePath().normalize();
    this.syntax = syntax;
  }

  /**
   * The paths of its DAG files below it, with forward slashes, sorted: every {@code .yml} and
   * {@code .yaml} that is not ignored and gives no defaults.
   *
   * @throws IOException if a folder cannot be listed, or there are too many files
   */
  public List<String> files() throws IOException {
    var files = new ArrayList<String>();
    FolderWalk.of(
        root,
        syntax,
        new FolderWalk.Visitor() {
          @Override
          public boolean folder(String path, boolean ignored) {
            return !ignored;
          }

          @Override
          public void file(String path, Path file, boolean ignored) throws IOException {
            if (!ignored && isDagFile(path) && Files.isRegularFile(file)) {
              if (files.size() >= FILES_MAX) {
                throw new IOException(root + " holds more than " + FILES_MAX + " DAG files");
              }
              files.add(path);
            }
          }
        });
    return files.stream().sorted().toList();
  }

  /**
   * What reading one of its files depends on.
   *
   * @param path the file's path below the folder
   * @throws IOException if it, or its defaults, cannot be read
   */
  public ParseRequest request(
      String path, Map<String, String> variables, Instant now, ParseSettings settings)
      throws IOException {
    var file = root.resolve(path);
    return new ParseRequest(
        path, bytes(file), defaults(file), variables, now, this::text, settings);
  }

  /** Whether a path is that of a DAG file: one that defines DAGs, not defaults of them. */
  public static boolean isDagFile(String path) {
    return (path.endsWith(".yml") || path.endsWith(".yaml")) && !isDefaults(path);
  }

  /** Whether a path is that of a {@code defaults.yml}. */
  public static boolean isDefaults(String path) {
    return DEFAULTS.contains(path.substring(path.lastIndexOf('/') + 1));
  }

  /** The text of a file that a DAG file names; null if it is not there or not in this folder. */
  public @Nullable String text(String path) {
    try {
      var file = root.resolve(path).normalize();
      if (!Files.isRegularFile(file) || !file.toRealPath().startsWith(root.toRealPath())) {
        return null;
      }
      return new String(bytes(file).toArray(), StandardCharsets.UTF_8);
    } catch (InvalidPathException e) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<SourceFile> defaults(Path file) throws IOException {
    var found = new ArrayList<SourceFile>();
    for (var folder = file.getParent(); folder != null; folder = folder.getParent()) {
      for (var name : DEFAULTS) {
        var defaults = folder.resolve(name);
        if (Files.isRegularFile(defaults)) {
          found.addFirst(new SourceFile(relative(defaults), bytes(defaults)));
          break;
        }
      }
      if (folder.equals(root)) {
        break;
      }
    }
    return found;
  }

  private String relative(Path file) {
    return slashed(root.relativize(file));
  }

  private static String slashed(Path path) {
    return path.toString().replace('\\', '/');
  }

  /** No more than shows that the file is too large. */
  private static Bytes bytes(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return Bytes.of(in.readNBytes(DagFileParser.SIZE_MAX_BYTES + 1));
    }
  }
}
