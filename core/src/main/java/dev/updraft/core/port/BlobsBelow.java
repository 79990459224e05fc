package dev.updraft.core.port;

import org.jspecify.annotations.Nullable;

/** The part of a {@link Blobs} below a prefix, by keys without it. */
public final class BlobsBelow implements Blobs {
  private final Blobs all;
  private final String prefix;

  /** What is below this prefix. */
  public BlobsBelow(Blobs all, String prefix) {
    this.all = all;
    this.prefix = prefix;
  }

  @Override
  public void put(String key, byte[] bytes) {
    all.put(prefix + key, bytes);
  }

  @Override
  public byte @Nullable [] get(String key) {
    return all.get(prefix + key);
  }

  @Override
  public @Nullable Part first(String key, int bytesMax) {
    return all.first(prefix + key, bytesMax);
  }

  @Override
  public Page<Entry> list(String below, @Nullable String from, int limit) {
    var page = all.list(prefix + below, from, limit);
    return new Page<>(
        page.items().stream()
            .map(entry ->
                new Entry(entry.key().substring(prefix.length()), entry.etag(), entry.sizeBytes()))
            .toList(),
        page.next());
  }

  @Override
  public void delete(String key) {
    all.delete(prefix + key);
  }
}
