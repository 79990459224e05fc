package dev.updraft.core.flow;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A part of the clock's round that one tick is too short for: whoever takes it from the queue does
 * some pages of it and hands on the rest. Done twice, it does no harm.
 */
public sealed interface Errand {
  /**
   * Have the unfinished runs of a shard look over themselves.
   *
   * @param shard the shard
   * @param from where to begin, as given by the page before; null for the beginning
   * @param turn which turn of the sweep it belongs to
   */
  record SweepRuns(int shard, @Nullable String from, Instant turn) implements Errand {}

  /**
   * Have the plans whose next run is overdue look over themselves.
   *
   * @param from where to begin, as given by the page before; null for the beginning
   * @param turn which turn of the sweep it belongs to
   */
  record SweepPlans(@Nullable String from, Instant turn) implements Errand {}
}
