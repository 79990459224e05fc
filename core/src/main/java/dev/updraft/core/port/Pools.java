package dev.updraft.core.port;

import dev.updraft.core.id.PoolName;
import org.jspecify.annotations.Nullable;

/**
 * The pools people have made, for those who list and size them. Who holds slots is the aggregate's.
 */
public interface Pools {
  /** The row of a pool; null if nobody made it. */
  @Nullable PoolRow get(PoolName name);

  /** All pools, by name. */
  Page<PoolRow> list(@Nullable String from, int limit);

  /** Stores a pool, in place of one of its name. */
  void put(PoolRow pool);

  /** Forgets a pool. */
  void delete(PoolName name);

  /**
   * The row of a pool.
   *
   * @param name its name
   * @param slots its slots, -1 for no limit
   * @param description what it is for, if said
   * @param includeDeferred whether deferred task instances hold slots
   */
  record PoolRow(PoolName name, int slots, @Nullable String description, boolean includeDeferred) {}
}
