package dev.updraft.scheduler;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Paths of files as keys of rows. */
final class FilePaths {
  private FilePaths() {}

  /** The path itself, or, if it is too long, its beginning and a digest of all of it. */
  static String key(String path, int bytesMax) {
    if (path.getBytes(StandardCharsets.UTF_8).length <= bytesMax) {
      return path;
    }
    var digest = "…" + UUID.nameUUIDFromBytes(path.getBytes(StandardCharsets.UTF_8));
    var room = bytesMax - digest.getBytes(StandardCharsets.UTF_8).length;
    int end = Math.min(path.length(), room);
    while (path.substring(0, end).getBytes(StandardCharsets.UTF_8).length > room
        || Character.isHighSurrogate(path.charAt(end - 1))) {
      end--;
    }
    return path.substring(0, end) + digest;
  }
}
