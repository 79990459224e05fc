package dev.updraft.sync;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other threads bring about. */
final class Eventually {
  private static final Duration WAIT_MAX = Duration.ofSeconds(30);
  private static final long LOOK_EVERY_NANOS = 10_000_000;

  private Eventually() {}

  /** Returns as soon as it is so; fails if that takes too long. */
  static void eventually(String what, BooleanSupplier so) {
    long from = System.nanoTime();
    while (!so.getAsBoolean()) {
      if (System.nanoTime() - from > WAIT_MAX.toNanos()) {
        throw new AssertionError("not within " + WAIT_MAX + ": " + what);
      }
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
  }
}
