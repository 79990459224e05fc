package dev.updraft.runner;

import java.time.Duration;

/** How many attempts are under way, from their message to the answer to their report. */
final class Underway {
  private int count;

  /** One more, until it is closed. */
  synchronized One begin() {
    count++;
    return this::end;
  }

  private synchronized void end() {
    count--;
    notifyAll();
  }

  /** Waits until there is none. An interrupt ends the wait. */
  synchronized boolean isOverWithin(Duration time) {
    long deadline = System.nanoTime() + time.toNanos();
    try {
      for (long left = time.toMillis(); count > 0 && left > 0; ) {
        wait(left);
        left = (deadline - System.nanoTime()) / 1_000_000;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return count == 0;
  }

  /** One that is under way. */
  @FunctionalInterface
  interface One extends AutoCloseable {
    @Override
    void close();
  }
}
