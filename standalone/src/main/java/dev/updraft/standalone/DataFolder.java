package dev.updraft.standalone;

import dev.updraft.core.attempt.SigningKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.function.UnaryOperator;

/**
 * The folder that keeps everything between two starts: the embedded servers' files, the signing
 * secret, and the format they are in.
 */
public final class DataFolder {
  /** The format this program reads and writes. */
  static final String FORMAT = "1";

  private static final int SECRET_BYTES = 64;

  private final Path path;

  private DataFolder(Path path) {
    this.path = path;
  }

  /**
   * Opens the folder, making it if it is not there.
   *
   * @throws UnusableException if it is in another format, or cannot be written
   */
  public static DataFolder open(Path path) {
    try {
      Files.createDirectories(path);
      var format = path.resolve("format");
      if (!Files.exists(format)) {
        requireEmpty(path);
        Files.writeString(format, FORMAT + "\n");
      }
      var found = Files.readString(format).strip();
      if (!found.equals(FORMAT)) {
        throw new UnusableException(
            "%s holds data of format %s; this version reads format %s. Name another folder with --data, or use the version that wrote it."
                .formatted(path, found, FORMAT));
      }
      return new DataFolder(path);
    } catch (IOException e) {
      throw new UnusableException(path + " cannot be used as data folder: " + e, e);
    }
  }

  private static void requireEmpty(Path path) throws IOException {
    try (var entries = Files.list(path)) {
      if (entries.findAny().isPresent()) {
        throw new UnusableException(
            path + " is not empty and holds no data of Updraft's. Name another with --data.");
      }
    }
  }

  /** Where the embedded servers keep their files. */
  public Path store() {
    return path.resolve("store");
  }

  /** The secrets that tickets are signed with, the first of them made at the first start. */
  public SigningKeys keys() {
    return SigningKeys.parse(secret());
  }

  /**
   * Stores other secrets than those that are there; a process that runs learns them by itself.
   *
   * @param change what they become
   */
  public SigningKeys changeKeys(UnaryOperator<SigningKeys> change) {
    var after = change.apply(keys());
    var file = path.resolve("secret");
    var beside = path.resolve("secret.new");
    try {
      Files.deleteIfExists(beside);
      Files.write(beside, new byte[0]);
      restrict(beside);
      Files.writeString(beside, after.text());
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return after;
    } catch (IOException e) {
      throw new UncheckedIOException("the signing secret in " + path + " cannot be replaced", e);
    }
  }

  private static void restrict(Path file) throws IOException {
    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
  }

  private byte[] secret() {
    try {
      var file = path.resolve("secret");
      if (!Files.exists(file)) {
        var secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        Files.write(file, secret);
        restrict(file);
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("the signing secret in " + path + " cannot be used", e);
    }
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
