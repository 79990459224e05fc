package dev.updraft.core.port.memory;

import dev.updraft.core.port.Blobs;
import dev.updraft.core.port.Bytes;
import dev.updraft.core.port.Page;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** {@link Blobs} in memory. */
public final class MemoryBlobs implements Blobs {
  private final NavigableMap<String, Bytes> blobs = new TreeMap<>();

  @Override
  public synchronized void put(String key, byte[] bytes) {
    blobs.put(key, Bytes.of(bytes));
  }

  @Override
  public synchronized byte @Nullable [] get(String key) {
    var bytes = blobs.get(key);
    return bytes == null ? null : bytes.toArray();
  }

  @Override
  public synchronized Page<Entry> list(String prefix, @Nullable String from, int limit) {
    var found = new TreeMap<String, Entry>();
    for (var blob : blobs.subMap(prefix, true, prefix + SortKeys.LAST, false).entrySet()) {
      found.put(blob.getKey(), entry(blob.getKey(), blob.getValue()));
    }
    return Pages.of(found, from, limit);
  }

  @Override
  public synchronized void delete(String key) {
    blobs.remove(key);
  }

  private static Entry entry(String key, Bytes bytes) {
    var checksum = new CRC32();
    checksum.update(bytes.toArray());
    return new Entry(key, "%08x-%d".formatted(checksum.getValue(), bytes.size()), bytes.size());
  }
}
