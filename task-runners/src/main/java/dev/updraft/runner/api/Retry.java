package dev.updraft.runner.api;

import java.time.Duration;

/**
 * How often a call is tried, and how long to wait in between: a random time below a ceiling that
 * doubles.
 *
 * @param attempts calls in all, at least 1
 * @param firstCeiling the longest first wait
 * @param lastCeiling no wait is longer
 */
public record Retry(int attempts, Duration firstCeiling, Duration lastCeiling) {
  /** Five calls within about half a minute. */
  public static final Retry DEFAULT = new Retry(5, Duration.ofSeconds(1), Duration.ofSeconds(15));

  public Retry {
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts is " + attempts + ", it must be at least 1");
    }
  }

  /**
   * The wait after a failed call.
   *
   * @param failed how many calls have failed, from 1
   * @param random between 0 and 1
   */
  Duration waitAfter(int failed, double random) {
    long ceiling =
        Math.min(lastCeiling.toMillis(), firstCeiling.toMillis() << Math.min(failed - 1, 20));
    return Duration.ofMillis((long) (ceiling * (0.5 + random / 2)));
  }
}
