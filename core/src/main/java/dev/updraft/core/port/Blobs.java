package dev.updraft.core.port;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where large values are kept: bytes under a key, as in an S3 bucket. */
public interface Blobs {
  /** Stores bytes, in place of those that were there. */
  void put(String key, byte[] bytes);

  /** The bytes; null if there are none. */
  byte @Nullable [] get(String key);

  /** The first of the bytes, however many there are; null if there are none. */
  default @Nullable Part first(String key, int bytesMax) {
    var all = get(key);
    return all == null
        ? null
        : new Part(Bytes.of(Arrays.copyOf(all, Math.min(all.length, bytesMax))), all.length);
  }

  /** What there is below a prefix, by key. */
  Page<Entry> list(String prefix, @Nullable String from, int limit);

  /** Removes bytes, if they are there. */
  void delete(String key);

  /**
   * The beginning of bytes.
   *
   * @param bytes the first of them, or all
   * @param sizeBytes how many there are in all
   */
  record Part(Bytes bytes, long sizeBytes) {}

  /**
   * What a listing says of bytes.
   *
   * @param key their key
   * @param etag changes with the bytes
   * @param sizeBytes how many
   */
  record Entry(String key, String etag, long sizeBytes) {}
}
