package dev.updraft.standalone.embedded;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Why nothing can be stored in a folder, found by trying. */
public final class FolderProblem {
  private static final int PROBE_BYTES = 4_096;

  private FolderProblem() {}

  /**
   * What is wrong, in one line; null if nothing is.
   *
   * @param freeBytesMin how much space there should be
   */
  public static @Nullable String of(Path folder, long freeBytesMin) {
    try {
      long free = Files.getFileStore(folder).getUsableSpace();
      if (free < freeBytesMin) {
        return "the data folder %s has %d kB of space left: make room, nothing can be stored until then"
            .formatted(folder, free / 1_024);
      }
      probe(folder);
      return null;
    } catch (NoSuchFileException e) {
      return "the data folder %s is gone".formatted(folder);
    } catch (IOException e) {
      return "the data folder %s cannot be written: %s".formatted(folder, words(e));
    }
  }

  private static void probe(Path folder) throws IOException {
    var file = Files.createTempFile(folder, ".probe", ".new");
    try {
      Files.write(file, new byte[PROBE_BYTES]);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** What the system says, without the path. */
  public static String words(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    var said = e instanceof FileSystemException known ? known.getReason() : e.getMessage();
    return said == null ? e.getClass().getSimpleName() : said;
  }
}
