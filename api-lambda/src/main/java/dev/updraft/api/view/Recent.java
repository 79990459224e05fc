package dev.updraft.api.view;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The entries used last, up to a limit; safe for several threads.
 *
 * @param <K> what they are found by
 * @param <V> what they are
 */
public final class Recent<K, V> {
  private static final float LOAD_FACTOR = 0.75f;
  private final Map<K, V> entries;

  /** With room for so many. */
  public Recent(int entriesMax) {
    this.entries =
        new LinkedHashMap<>(16, LOAD_FACTOR, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > entriesMax;
          }
        };
  }

  /** An entry; null if it is not here, or not any more. */
  public synchronized @Nullable V get(K key) {
    return entries.get(key);
  }

  /** Keeps an entry. */
  public synchronized void put(K key, V value) {
    entries.put(key, value);
  }
}
