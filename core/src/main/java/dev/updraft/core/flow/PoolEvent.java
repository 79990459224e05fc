package dev.updraft.core.flow;

import dev.updraft.core.id.RunKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the aggregate of a pool, or of a task's limit over all runs, is told. */
public sealed interface PoolEvent extends Event {
  /**
   * Someone set the pool's size.
   *
   * @param slots its slots, -1 for no limit
   */
  record PoolSized(int slots) implements PoolEvent {}

  /** Someone deleted the pool: who holds slots keeps them, who waits goes on waiting. */
  record PoolDeleted() implements PoolEvent {}

  /**
   * A task instance needs slots.
   *
   * @param run its run
   * @param work which work of it
   * @param slots how many
   * @param priority its effective priority weight; the highest is served first
   * @param limit the size of the limit, where the one asked is a task's own; null for a pool
   * @param order of equal priority the earliest is served first: the run's logical date
   */
  record SlotsAsked(
      RunKey run, Work work, int slots, int priority, @Nullable Integer limit, Instant order)
      implements PoolEvent {}

  /**
   * A task instance needs its slots no longer, or does not wait for them any more.
   *
   * @param run its run
   * @param work which work of it
   */
  record SlotsReleased(RunKey run, Work work) implements PoolEvent {}

  /** One step could not grant all there was to grant: go on. */
  record PoolContinued() implements PoolEvent {}
}
