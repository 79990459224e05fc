package dev.updraft.standalone.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The folder that holds the data, locked for as long as this is open: one process at a time.
 *
 * @param channel the locked file
 */
public record FolderLock(FileChannel channel) implements AutoCloseable {
  /**
   * Locks a folder, making it if it is not there.
   *
   * @throws FolderInUseException if another process has it locked
   */
  public static FolderLock lock(Path folder) {
    try {
      Files.createDirectories(folder);
      var file = folder.resolve("lock");
      var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lockOf(channel) == null) {
        channel.close();
        throw new FolderInUseException(folder);
      }
      return new FolderLock(channel);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use the data folder " + folder, e);
    }
  }

  private static @Nullable FileLock lockOf(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException sameProcess) {
      return null;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unlock the data folder", e);
    }
  }
}
