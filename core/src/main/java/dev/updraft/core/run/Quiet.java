package dev.updraft.core.run;

import dev.updraft.core.flow.RunEvent;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a run in which nothing is on its way is left alone. Each look that finds it so doubles the
 * time to the next, up to an hour: a paused run, or one that waits for a pool, costs little however
 * long it waits.
 *
 * @param looks how many looks in a row have found nothing on its way
 * @param until when it is to be looked at again
 */
public record Quiet(int looks, Instant until) {
  private static final Duration LONGEST = Duration.ofHours(1);

  /** How many looks it takes to the longest time. */
  private static final int DOUBLINGS = 4;

  /**
   * After one more look that found nothing on its way; one that comes too early changes nothing.
   *
   * @param soonest when something is due by itself, at which to look in any case; null for nothing
   */
  static Quiet after(@Nullable Quiet before, Instant now, @Nullable Instant soonest) {
    if (before != null && now.isBefore(before.until())) {
      return before;
    }
    int looks = before == null ? 1 : before.looks() + 1;
    var doubled = RunEvent.RunWatched.EVERY.multipliedBy(1L << Math.min(looks, DOUBLINGS));
    var until = now.plus(doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST);
    return new Quiet(looks, soonest != null && soonest.isBefore(until) ? soonest : until);
  }
}
