package dev.updraft.core.run;

import java.time.Duration;
import java.time.Instant;

/**
 * When a launch that nobody has taken up is sent again. Its message may be lost; more often it
 * waits behind others, and then each further message is work for nothing and looks like backlog to
 * those who scale workers by it. So it is sent again after five minutes, then after ten, after
 * twenty, and from then on every half-hour.
 */
final class Resending {
  private static final Duration FIRST = Duration.ofMinutes(5);
  private static final Duration LONGEST = Duration.ofMinutes(30);

  /** How many waits are shorter than the longest. */
  private static final int DOUBLINGS = 3;

  private Resending() {}

  /** Whether it is time, if nobody has taken the launch up. */
  static boolean isDue(Detail detail, Instant now) {
    var launchAt = detail.launchAt();
    return launchAt == null || !now.isBefore(launchAt.plus(waitBefore(detail.resends())));
  }

  private static Duration waitBefore(int resends) {
    int doublings = Math.min(resends, DOUBLINGS - 1);
    var doubling = FIRST.multipliedBy((2L << doublings) - 1);
    return doubling.plus(LONGEST.multipliedBy(resends - doublings));
  }
}
