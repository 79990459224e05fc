package dev.updraft.standalone.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** A clock that moves only from one planned thing to the next. */
final class VirtualTime implements InstantSource {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final PriorityQueue<Planned> agenda =
      new PriorityQueue<>(Comparator.comparing(Planned::at).thenComparingLong(Planned::number));
  private Instant now = START;
  private long planned;

  @Override
  public Instant instant() {
    return now;
  }

  /** Plans something so long from now. */
  void after(Duration delay, Runnable action) {
    agenda.add(new Planned(now.plus(delay), planned++, action));
  }

  /** When the next planned thing is due; null if nothing is planned. */
  @Nullable Instant next() {
    var first = agenda.peek();
    return first == null ? null : first.at();
  }

  /** Moves on to this time; never back. */
  void moveTo(Instant time) {
    if (time.isAfter(now)) {
      now = time;
    }
  }

  /** Does the next planned thing that is due; false if none is. */
  boolean doNext() {
    var first = agenda.peek();
    if (first == null || first.at().isAfter(now)) {
      return false;
    }
    agenda.poll();
    first.action().run();
    return true;
  }

  private record Planned(Instant at, long number, Runnable action) {}
}
