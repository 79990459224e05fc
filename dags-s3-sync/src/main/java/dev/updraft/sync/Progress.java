package dev.updraft.sync;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** How far something long has come: a line that is rewritten, at most once a second. */
public final class Progress {
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final PrintWriter err;
  private final Clock clock;
  private final String what;
  private final int total;
  private Instant last;
  private boolean shown;

  /**
   * Of this many things.
   *
   * @param what the things and what is done to them, such as {@code files read}
   * @param total how many there are; 0 if nobody knows
   */
  Progress(PrintWriter err, Clock clock, String what, int total) {
    this.err = err;
    this.clock = clock;
    this.what = what;
    this.total = total;
    this.last = clock.instant();
  }

  void done(int count) {
    var now = clock.instant();
    if (Duration.between(last, now).compareTo(EVERY) >= 0) {
      err.printf(total == 0 ? "\r%1$d %3$s" : "\r%1$d of %2$d %3$s", count, total, what);
      err.flush();
      last = now;
      shown = true;
    }
  }

  void end() {
    if (shown) {
      err.println();
      err.flush();
    }
  }

  /** Does something that cannot be counted; what it is is shown once it has taken a second. */
  public static <T> T during(PrintWriter err, String what, Supplier<T> work) {
    var note =
        Thread.startVirtualThread(() -> {
          try {
            Thread.sleep(EVERY);
            err.println(what + " …");
            err.flush();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    try {
      return work.get();
    } finally {
      note.interrupt();
    }
  }
}
