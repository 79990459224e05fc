package dev.updraft.core.run;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a run remembers of a task instance that is neither untouched nor finished. One that only
 * waits for a place in the run needs none: a run may have very many of these.
 *
 * @param firstLaunchAt when this try was first launched, which its attempt's id is made of; null
 *     before
 * @param launchAt when this try was launched last; null before
 * @param until when its wait is over, if it waits for a retry or a reschedule
 * @param reschedules how often this try has been rescheduled
 * @param resends how often its launch has been sent again, where nobody had taken it up
 * @param seats what it has asked of limits and been granted
 */
record Detail(
    @Nullable Instant firstLaunchAt,
    @Nullable Instant launchAt,
    @Nullable Instant until,
    int reschedules,
    int resends,
    Seats seats) {
  static final Detail NEW = new Detail(null, null, null, 0, 0, Seats.NONE);

  Detail launched(Instant at) {
    return new Detail(firstLaunchAt == null ? at : firstLaunchAt, at, null, reschedules, 0, seats);
  }

  Detail waiting(Instant until, int reschedules) {
    return new Detail(firstLaunchAt, launchAt, until, reschedules, 0, Seats.NONE);
  }

  Detail with(Seats seats) {
    return new Detail(firstLaunchAt, launchAt, until, reschedules, resends, seats);
  }

  Detail sentAgain() {
    return new Detail(firstLaunchAt, launchAt, until, reschedules, resends + 1, seats);
  }
}
