package dev.updraft.core.call;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * For how long a call that fails is tried again, and how long to wait in between: a random time
 * between half a ceiling and the ceiling, which doubles.
 *
 * @param patience no call begins later than this after the first; zero for one call
 * @param firstCeiling the longest first wait
 * @param lastCeiling no wait is longer, unless the server asks for it
 */
public record Backoff(Duration patience, Duration firstCeiling, Duration lastCeiling) {
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;

  /** Doubled more often, a ceiling in milliseconds is beyond any patience. */
  private static final int DOUBLINGS_MAX = 20;

  /** One call and no other. */
  public static final Backoff ONCE = new Backoff(Duration.ZERO, Duration.ZERO, Duration.ZERO);

  public Backoff {
    if (patience.isNegative() || firstCeiling.isNegative() || lastCeiling.isNegative()) {
      throw new IllegalArgumentException(
          "patience and ceilings must not be negative: %s, %s, %s"
              .formatted(patience, firstCeiling, lastCeiling));
    }
  }

  /** The same with at most this patience. */
  public Backoff within(Duration most) {
    return patience.compareTo(most) <= 0
        ? this
        : new Backoff(most.isNegative() ? Duration.ZERO : most, firstCeiling, lastCeiling);
  }

  /** Whether what an HTTP status says may pass: the server has too much to do, or is broken. */
  public static boolean mayPass(int status) {
    return status == TOO_MANY_REQUESTS || status >= SERVER_ERROR;
  }

  /**
   * What to do after a call has failed in a way that may pass.
   *
   * @param failed how many calls have failed, from 1
   * @param elapsed since the first of them began
   * @param retryAfter how long the server asks to wait, null if it does not
   * @param random from 0 to 1
   */
  public Next after(int failed, Duration elapsed, @Nullable Duration retryAfter, double random) {
    var left = patience.minus(elapsed);
    var wait = wait(failed, random);
    if (retryAfter != null && retryAfter.compareTo(wait) > 0) {
      wait = retryAfter;
    } else if (wait.compareTo(left) > 0 && left.compareTo(wait.dividedBy(2)) > 0) {
      wait = left; // the last call is better made a little early than not at all
    }
    return wait.compareTo(left) > 0 || !left.isPositive() ? new Next.GiveUp() : new Next.Wait(wait);
  }

  private Duration wait(int failed, double random) {
    long ceiling =
        Math.min(
            lastCeiling.toMillis(), firstCeiling.toMillis() << Math.min(failed - 1, DOUBLINGS_MAX));
    return Duration.ofMillis((long) (ceiling * (0.5 + random / 2)));
  }

  /** What comes after a failed call. */
  public sealed interface Next {
    /** Another call, after so long. */
    record Wait(Duration time) implements Next {}

    /** The failure stands. */
    record GiveUp() implements Next {}
  }
}
