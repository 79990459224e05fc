package dev.updraft.core.port.memory;

import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.port.StateItems;
import dev.updraft.core.port.StateStore;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@link StateStore} in memory, which refuses what is too large for items. */
public final class MemoryStates implements StateStore {
  private final Map<String, Stored> states = new TreeMap<>();

  @Override
  public synchronized @Nullable Stored load(AggregateKey key) {
    return states.get(key.text());
  }

  @Override
  public synchronized boolean commit(AggregateKey key, @Nullable Stored previous, Stored next) {
    StateItems.of(key, next);
    var stored = states.get(key.text());
    var expected = previous == null ? 0 : previous.version();
    if ((stored == null ? 0 : stored.version()) != expected) {
      return false;
    }
    states.put(key.text(), next);
    return true;
  }
}
