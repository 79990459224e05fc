package dev.updraft.sync;

import dev.updraft.parser.folder.FolderWalk;
import dev.updraft.parser.folder.IgnoreSyntax;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a folder looks like from outside: the times and sizes of its files. Looking beats being
 * told: it works on every file system, and with editors that replace files.
 *
 * @param files by path
 */
record FolderLook(Map<String, Seen> files) {
  FolderLook {
    files = new TreeMap<>(files);
  }

  /** A file from outside. */
  record Seen(long modifiedMillis, long sizeBytes) {}

  /**
   * Looks; folders that are hidden or ignored are passed by, their {@code .airflowignore} is not.
   */
  static FolderLook at(Path folder, IgnoreSyntax syntax, boolean evenIgnored) throws IOException {
    var files = new TreeMap<String, Seen>();
    FolderWalk.of(
        folder,
        syntax,
        new FolderWalk.Visitor() {
          @Override
          public boolean folder(String path, boolean ignored) {
            return (evenIgnored || !ignored)
                && !path.substring(path.lastIndexOf('/') + 1).startsWith(".");
          }

          @Override
          public void file(String path, Path file, boolean ignored) throws IOException {
            try {
              var now = Files.readAttributes(file, BasicFileAttributes.class);
              files.put(path, new Seen(now.lastModifiedTime().toMillis(), now.size()));
            } catch (NoSuchFileException gone) {
              // Deleted between the listing and this look, or a link that leads nowhere.
              files.put(path, new Seen(0, 0));
            }
          }
        });
    return new FolderLook(files);
  }
}
