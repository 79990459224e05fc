package dev.updraft.core.port;

import org.jspecify.annotations.Nullable;

/** Where large values are kept: bytes under a key, as in an S3 bucket. */
public interface Blobs {
  /** Stores bytes, in place of those that were there. */
  void put(String key, byte[] bytes);

  /** The bytes; null if there are none. */
  byte @Nullable [] get(String key);

  /** What there is below a prefix, by key. */
  Page<Entry> list(String prefix, @Nullable String from, int limit);

  /** Removes bytes, if they are there. */
  void delete(String key);

  /**
   * What a listing says of bytes.
   *
   * @param key their key
   * @param etag changes with the bytes
   * @param sizeBytes how many
   */
  record Entry(String key, String etag, long sizeBytes) {}
}
