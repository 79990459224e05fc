package dev.updraft.sync;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** How far a long reading has come: a line that is rewritten, at most once a second. */
final class Progress {
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final PrintWriter err;
  private final Clock clock;
  private final int total;
  private Instant last;
  private boolean shown;

  Progress(PrintWriter err, Clock clock, int total) {
    this.err = err;
    this.clock = clock;
    this.total = total;
    this.last = clock.instant();
  }

  void done(int count) {
    var now = clock.instant();
    if (Duration.between(last, now).compareTo(EVERY) >= 0) {
      err.printf("\r%d of %d files read", count, total);
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
}
