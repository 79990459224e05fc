package dev.updraft.standalone;

import dev.updraft.standalone.embedded.FolderProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * The folder that keeps everything between two starts: the embedded servers' files, the signing
 * secret, and the format they are in. Its own files are written beside and moved in place, so that
 * none is ever half there.
 */
public final class DataFolder {
  /** The format this program reads and writes. */
  static final String FORMAT = "1";

  /** Below this the next checkpoint of the store may fail. */
  private static final long FREE_BYTES_MIN = 8L * 1024 * 1024;

  private static final int SECRET_BYTES = 64;

  private final Path path;

  private DataFolder(Path path) {
    this.path = path;
  }

  /**
   * Opens the folder, making it if it is not there.
   *
   * @throws UnusableException if it is in another format, is torn, or cannot be written
   */
  public static DataFolder open(Path path) {
    try {
      Files.createDirectories(path);
      var format = path.resolve("format");
      if (!Files.exists(format)) {
        requireEmpty(path);
        Replaced.write(format, (FORMAT + "\n").getBytes(StandardCharsets.UTF_8));
      }
      requireFormat(path, Files.readString(format, StandardCharsets.ISO_8859_1).strip());
      var folder = new DataFolder(path);
      var problem = folder.problem();
      if (problem != null) {
        throw new UnusableException(problem);
      }
      return folder;
    } catch (IOException e) {
      throw new UnusableException(
          path + " cannot be used as data folder: " + FolderProblem.words(e), e);
    }
  }

  private static void requireFormat(Path path, String found) {
    if (found.isEmpty()) {
      throw new UnusableException(
          "%s is empty: something has damaged the data folder. If nothing else in it is, write %s into that file; or name another folder with --data."
              .formatted(path.resolve("format"), FORMAT));
    }
    if (!found.equals(FORMAT)) {
      throw new UnusableException(
          "%s holds data of format %s; this version reads format %s. Name another folder with --data, or use the version that wrote it."
              .formatted(path, found, FORMAT));
    }
  }

  private static void requireEmpty(Path path) throws IOException {
    try (var entries = Files.list(path)) {
      if (entries.anyMatch(entry -> !Replaced.isLeftOver(entry))) {
        throw new UnusableException(
            path + " is not empty and holds no data of Updraft's. Name another with --data.");
      }
    }
  }

  /** Where the embedded servers keep their files. */
  public Path store() {
    return path.resolve("store");
  }

  /**
   * The secret that tickets are signed with, made at the first start.
   *
   * @throws UnusableException if it is not whole, or cannot be read or made
   */
  public byte[] secret() {
    var file = path.resolve("secret");
    try {
      if (!Files.exists(file)) {
        var secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        Replaced.writePrivately(file, secret);
      }
      var secret = Files.readAllBytes(file);
      if (secret.length != SECRET_BYTES) {
        throw new UnusableException(
            "%s has %d bytes, it should have %d: something has damaged the data folder. Delete that file to have a new one made; tasks that run now then start over."
                .formatted(file, secret.length, SECRET_BYTES));
      }
      return secret;
    } catch (IOException e) {
      throw new UnusableException(
          "the signing secret %s cannot be used: %s".formatted(file, FolderProblem.words(e)), e);
    }
  }

  /** Why nothing can be stored in it now, in one line; null if it can be. */
  public @Nullable String problem() {
    return FolderProblem.of(path, FREE_BYTES_MIN);
  }

  /** The folder cannot be used; the message says why and what to do. */
  public static final class UnusableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableException(String message) {
      super(message);
    }

    UnusableException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
