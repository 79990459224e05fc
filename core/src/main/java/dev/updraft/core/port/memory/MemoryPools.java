package dev.updraft.core.port.memory;

import dev.updraft.core.id.PoolName;
import dev.updraft.core.port.Page;
import dev.updraft.core.port.Pools;
import dev.updraft.core.port.RowSize;
import dev.updraft.core.wire.Json;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@link Pools} in memory. */
public final class MemoryPools implements Pools {
  private final NavigableMap<String, PoolRow> pools = new TreeMap<>();

  @Override
  public synchronized @Nullable PoolRow get(PoolName name) {
    return pools.get(name.value());
  }

  @Override
  public synchronized Page<PoolRow> list(@Nullable String from, int limit) {
    return Pages.of(pools, from, limit);
  }

  @Override
  public synchronized void put(PoolRow pool) {
    RowSize.named("pool", pool.name().value(), Json.write(pool));
    pools.put(pool.name().value(), pool);
  }

  @Override
  public synchronized void delete(PoolName name) {
    pools.remove(name.value());
  }
}
