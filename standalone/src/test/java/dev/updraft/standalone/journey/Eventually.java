package dev.updraft.standalone.journey;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waiting for something to become true, with a limit. */
final class Eventually {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private Eventually() {}

  /**
   * Looks until what is seen is as wanted, and answers it.
   *
   * @throws AssertionError with what was seen last, if that takes longer than the limit
   */
  static <T> T see(String what, Duration limit, Supplier<T> look, Predicate<T> wanted) {
    var until = Instant.now().plus(limit);
    var seen = look.get();
    while (!wanted.test(seen)) {
      if (Instant.now().isAfter(until)) {
        throw new AssertionError(what + " did not come in " + limit + "; seen last: " + seen);
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      seen = look.get();
    }
    return seen;
  }
}
