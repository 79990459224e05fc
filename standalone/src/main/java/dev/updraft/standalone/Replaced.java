package dev.updraft.standalone;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/** Files that are there whole or not at all, whenever the process or the machine dies. */
final class Replaced {
  private static final String BESIDE = ".new";

  private Replaced() {}

  /** Writes a file, in place of the one that was there. */
  static void write(Path file, byte... bytes) throws IOException {
    write(file, bytes, new FileAttribute<?>[0]);
  }

  /** The same, and nobody else may read it, not even while it is written. */
  static void writePrivately(Path file, byte... bytes) throws IOException {
    boolean posix = Files.getFileStore(folder(file)).supportsFileAttributeView("posix");
    var mine = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    write(file, bytes, posix ? new FileAttribute<?>[] {mine} : new FileAttribute<?>[0]);
  }

  /** Whether a file is what a writer that died left behind. */
  static boolean isLeftOver(Path file) {
    return file.toString().endsWith(BESIDE);
  }

  private static void write(Path file, byte[] bytes, FileAttribute<?>[] attributes)
      throws IOException {
    var beside = file.resolveSibling(file.getFileName() + BESIDE);
    Files.deleteIfExists(beside);
    try {
      var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      try (var channel = FileChannel.open(beside, options, attributes)) {
        var buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
    syncFolder(folder(file));
  }

  private static Path folder(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder");
  }

  /** Not every system lets a folder be opened; where it does not, there is nothing to sync. */
  private static void syncFolder(Path folder) {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException _) {
      // Windows.
    }
  }
}
