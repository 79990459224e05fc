package dev.updraft.runner.operator;

import dev.updraft.runner.process.Fence;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A directory for one execution, removed with all that is in it.
 *
 * @param path where it is
 */
public record WorkDirectory(Path path) implements AutoCloseable {
  /** A new one, of the user behind the fence. */
  public static WorkDirectory create(Fence fence) throws IOException {
    var directory = Files.createTempDirectory("updraft");
    give(directory, fence);
    return new WorkDirectory(directory);
  }

  /** Gives a file or directory to the user behind the fence, if that is another. */
  public static void give(Path path, Fence fence) throws IOException {
    var user = fence.user();
    if (user != null) {
      Files.setAttribute(path, "unix:gid", user.gid());
      Files.setAttribute(path, "unix:uid", user.uid());
    }
  }

  @Override
  public void close() throws IOException {
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
              throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
