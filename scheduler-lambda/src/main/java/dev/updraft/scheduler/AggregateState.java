package dev.updraft.scheduler;

import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.plan.Plan;
import dev.updraft.core.plan.PlanCodec;
import dev.updraft.core.pool.Pool;
import dev.updraft.core.pool.PoolCodec;
import dev.updraft.core.port.Bytes;
import dev.updraft.core.port.StateStore.Stored;
import dev.updraft.core.port.StoreException;
import dev.updraft.core.run.Run;
import dev.updraft.core.run.RunCodec;
import dev.updraft.core.wire.Encoded;
import java.util.List;

/** The state of an aggregate of any kind, and its bytes. */
public sealed interface AggregateState {
  /**
   * A DAG's.
   *
   * @param plan its plan
   */
  record OfPlan(Plan plan) implements AggregateState {}

  /**
   * A run's.
   *
   * @param run the run
   */
  record OfRun(Run run) implements AggregateState {}

  /**
   * A pool's, or a task's limit's.
   *
   * @param pool the pool
   */
  record OfPool(Pool pool) implements AggregateState {}

  /**
   * The state that is stored under a key.
   *
   * @throws StoreException if a newer version of the program has stored it, in a format that this
   *     one does not know
   */
  static AggregateState decode(AggregateKey key, Stored stored) {
    int newest = newestFormat(key);
    if (stored.format() > newest) {
      throw new StoreException(
          "the state of %s is stored in format %d by a newer version of Updraft; this version reads up to format %d. Deploy the newer version again."
              .formatted(key.text(), stored.format(), newest));
    }
    var head = stored.head().toArray();
    var segments = stored.segments().stream().map(Bytes::toArray).toList();
    return switch (key) {
      case AggregateKey.OfDag _ -> new OfPlan(PlanCodec.decode(stored.format(), head, segments));
      case AggregateKey.OfRun _ -> new OfRun(RunCodec.decode(stored.format(), head, segments));
      case AggregateKey.OfPool _, AggregateKey.OfTaskLimit _ ->
          new OfPool(PoolCodec.decode(stored.format(), head, segments));
    };
  }

  private static int newestFormat(AggregateKey key) {
    return switch (key) {
      case AggregateKey.OfDag _ -> PlanCodec.FORMAT;
      case AggregateKey.OfRun _ -> RunCodec.FORMAT;
      case AggregateKey.OfPool _, AggregateKey.OfTaskLimit _ -> PoolCodec.FORMAT;
    };
  }

  /** What to store of the state, as the given version with its messages and outbox. */
  default Stored encode(long version, List<String> messages, Bytes outbox) {
    return switch (this) {
      case OfPlan(Plan plan) ->
          stored(version, PlanCodec.FORMAT, PlanCodec.encode(plan), messages, outbox);
      case OfRun(Run run) ->
          stored(version, RunCodec.FORMAT, RunCodec.encode(run), messages, outbox);
      case OfPool(Pool pool) ->
          stored(version, PoolCodec.FORMAT, PoolCodec.encode(pool), messages, outbox);
    };
  }

  private static Stored stored(
      long version, int format, Encoded encoded, List<String> messages, Bytes outbox) {
    var segments = encoded.segments().stream().map(Bytes::of).toList();
    return new Stored(version, format, Bytes.of(encoded.head()), segments, messages, outbox);
  }
}
