package dev.updraft.runner.operator;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Closes a stream when nothing has come from it for some time: then its reader finds it closed. */
final class IdleWatch implements AutoCloseable {
  private static final Duration LOOK_EVERY_MAX = Duration.ofSeconds(1);

  private final InputStream in;
  private final Duration idleMax;
  private final Thread thread;
  private volatile long heardNanos = System.nanoTime();
  private volatile boolean expired;

  private IdleWatch(InputStream in, Duration idleMax) {
    this.in = in;
    this.idleMax = idleMax;
    this.thread = Thread.ofVirtual().unstarted(this::watch);
  }

  static IdleWatch over(InputStream in, Duration idleMax) {
    var watch = new IdleWatch(in, idleMax);
    watch.thread.start();
    return watch;
  }

  /** Something has come. */
  void heard() {
    heardNanos = System.nanoTime();
  }

  private void watch() {
    try {
      while (System.nanoTime() - heardNanos < idleMax.toNanos()) {
        var look = idleMax.dividedBy(4);
        Thread.sleep(look.compareTo(LOOK_EVERY_MAX) < 0 ? look : LOOK_EVERY_MAX);
      }
      expired = true;
      in.close();
    } catch (InterruptedException e) {
      return; // all is read
    } catch (IOException e) {
      System.getLogger(IdleWatch.class.getName())
          .log(System.Logger.Level.DEBUG, "a stream that was given up did not close well", e);
    }
  }

  /**
   * Ends the watch.
   *
   * @throws IOException if it had closed the stream
   */
  @Override
  public void close() throws IOException {
    thread.interrupt();
    if (expired) {
      throw new IOException("no more of the answer came for " + idleMax);
    }
  }
}
