package dev.updraft.scheduler;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is asked for often and read anew only now and then. */
final class Kept<T> implements Supplier<T> {
  private final InstantSource clock;
  private final Duration life;
  private final Supplier<T> source;
  private @Nullable T value;
  private Instant readAt = Instant.EPOCH;

  Kept(InstantSource clock, Duration life, Supplier<T> source) {
    this.clock = clock;
    this.life = life;
    this.source = source;
  }

  @Override
  public synchronized T get() {
    var now = clock.instant();
    var kept = value;
    if (kept == null || readAt.plus(life).isBefore(now)) {
      kept = source.get();
      value = kept;
      readAt = now;
    }
    return kept;
  }
}
