package dev.updraft.api.view;

import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.id.PoolName;
import dev.updraft.core.pool.Pool;
import dev.updraft.core.pool.PoolCodec;
import dev.updraft.core.port.Bytes;
import dev.updraft.core.port.StateStore;

/** What pools know of their slots, where their aggregates store it. */
public final class PoolView {
  private final StateStore states;

  /** Over the aggregates' states. */
  public PoolView(StateStore states) {
    this.states = states;
  }

  /** How a pool's slots are used. */
  public Use of(PoolName name) {
    var stored = states.load(new AggregateKey.OfPool(name));
    if (stored == null) {
      return Use.NONE;
    }
    var pool =
        PoolCodec.decode(
            stored.format(),
            stored.head().toArray(),
            stored.segments().stream().map(Bytes::toArray).toList());
    int waiting = pool.waiting().stream().mapToInt(Pool.Claim::slots).sum();
    return new Use(pool.held(), waiting);
  }

  /**
   * Slots by what holds or wants them.
   *
   * @param granted held by task instances that are queued or running
   * @param waiting wanted by task instances that wait
   */
  public record Use(int granted, int waiting) {
    /** No slot is used. */
    public static final Use NONE = new Use(0, 0);
  }
}
