package dev.updraft.sync;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Somebody's wish that something long ends, such as Ctrl-C. */
final class Stopping {
  private static final Duration END_MAX = Duration.ofSeconds(30);

  private final CountDownLatch wished = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  /** Wishes it, and waits until what is under way has ended. */
  void stop() throws InterruptedException {
    wished.countDown();
    var _ = ended.await(END_MAX.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Waits; true as soon as an end is wished. */
  boolean within(Duration time) throws InterruptedException {
    return wished.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** It has ended. */
  void end() {
    ended.countDown();
  }

  /** Lets Ctrl-C, and whatever else ends the process politely, be such a wish. */
  void onExit() {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              try {
                stop();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            }));
  }
}
