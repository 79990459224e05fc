package dev.updraft.standalone.folder;

import dev.updraft.parser.DagFileParser;
import dev.updraft.parser.folder.DagFolder;
import dev.updraft.parser.folder.FolderWalk;
import dev.updraft.parser.folder.IgnoreSyntax;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one look at a DAG folder finds: each file with what shows that it has changed, or with why
 * it cannot be read. What cannot be read keeps nothing else from being found.
 */
final class FolderLook implements FolderWalk.Visitor {
  /** More is not looked at, and said so. */
  static final int FILES_MAX = DagFolder.FILES_MAX;

  /** What a name has in place of bytes that are not UTF-8. */
  private static final char REPLACED = '\uFFFD';

  private final Map<String, Found> found = new TreeMap<>();

  private FolderLook() {}

  /**
   * Looks at a folder.
   *
   * @throws IOException if the folder itself cannot be listed
   */
  static Map<String, Found> at(Path folder) throws IOException {
    var look = new FolderLook();
    FolderWalk.of(folder, IgnoreSyntax.GLOB, look);
    return look.found;
  }

  @Override
  public boolean folder(String path, boolean ignored) {
    return !ignored;
  }

  @Override
  public void unreadable(String path, IOException reason) {
    found.put(path, Found.broken("the folder cannot be read: " + words(reason)));
  }

  @Override
  public void file(String path, Path file, boolean ignored) throws IOException {
    boolean wanted = DagFolder.isDefaults(path) || (DagFolder.isDagFile(path) && !ignored);
    if (!wanted) {
      return;
    }
    if (found.size() == FILES_MAX) {
      throw new IOException("there are more than " + FILES_MAX + " DAG files");
    }
    try {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      found.put(path, of(attributes));
    } catch (IOException e) {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) || path.indexOf(REPLACED) >= 0) {
        found.put(path, Found.broken(reason(path, file, e)));
      }
    }
  }

  private static Found of(BasicFileAttributes attributes) {
    if (!attributes.isRegularFile()) {
      return Found.broken("it is no file but a pipe, a socket or a device");
    }
    if (attributes.size() > DagFileParser.SIZE_MAX_BYTES) {
      return Found.broken(
          "the file has %d bytes, at most %d are read"
              .formatted(attributes.size(), DagFileParser.SIZE_MAX_BYTES));
    }
    return new Found(attributes.lastModifiedTime().toMillis(), attributes.size(), "");
  }

  private static String reason(String path, Path file, IOException e) {
    if (path.indexOf(REPLACED) >= 0) {
      return "its name is not UTF-8";
    }
    return Files.isSymbolicLink(file) ? "it is a link that leads nowhere" : words(e);
  }

  /** The reason without the path, which stands before it anyway. */
  static String words(IOException e) {
    if (e instanceof java.nio.file.AccessDeniedException) {
      return "permission denied";
    }
    var said = e instanceof FileSystemException known ? known.getReason() : e.getMessage();
    return said == null ? e.getClass().getSimpleName() : said;
  }

  /**
   * A file.
   *
   * @param modifiedMillis when it was changed last, milliseconds since 1970
   * @param sizeBytes how large it is
   * @param problem why it cannot be read; empty if it can
   */
  record Found(long modifiedMillis, long sizeBytes, String problem) {
    static Found broken(String problem) {
      return new Found(0, 0, problem);
    }

    boolean isBroken() {
      return !problem.isEmpty();
    }
  }
}
