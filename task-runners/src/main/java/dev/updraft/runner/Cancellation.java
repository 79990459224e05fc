package dev.updraft.runner;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How an attempt is stopped from outside: its processes are killed, then its thread interrupted. A
 * thread that goes on all the same is left behind after a while, since Java can end none.
 */
public final class Cancellation {
  private static final Logger LOG = LoggerFactory.getLogger(Cancellation.class);

  /** Why an attempt was stopped. */
  public enum Reason {
    /** The server no longer wants it. */
    NOT_WANTED,
    /** The server has not answered for so long that it may take the attempt for lost. */
    OUT_OF_TOUCH,
    /** It ran longer than its execution timeout. */
    TIMED_OUT,
    /** The place it runs in ends it soon, whatever its own limit is. */
    OUT_OF_TIME,
    /** The worker shuts down. */
    SHUTDOWN,
    /** The worker shuts down, and another is to run it. */
    HANDED_BACK
  }

  private final Thread thread;
  private final Duration grace;
  private final Set<Runnable> victims = new LinkedHashSet<>();
  private final List<Runnable> endings = new ArrayList<>();
  private @Nullable Reason reason;
  private @Nullable Long interruptedNanos;
  private boolean over;

  /**
   * @param thread which the attempt runs on
   * @param grace how long it may take to end once it was interrupted
   */
  Cancellation(Thread thread, Duration grace) {
    this.thread = thread;
    this.grace = grace;
  }

  /** Stops the attempt, unless it has been stopped or is over. */
  public void cancel(Reason why) {
    List<Runnable> now;
    synchronized (this) {
      if (over || reason != null) {
        return;
      }
      reason = why;
      now = List.copyOf(victims);
    }
    now.forEach(Cancellation::end);
    synchronized (this) {
      if (!over) {
        thread.interrupt();
        interruptedNanos = System.nanoTime();
      }
    }
  }

  /** What cannot be ended does not keep the rest from it. */
  private static void end(Runnable victim) {
    try {
      victim.run();
    } catch (RuntimeException | Error e) {
      LOG.error("something of a stopped attempt could not be ended", e);
    }
  }

  /** Why it was stopped, null if it was not. */
  public synchronized @Nullable Reason reason() {
    return reason;
  }

  /** Whether its thread was interrupted so long ago that it is not to be waited for any more. */
  synchronized boolean isDisobeyed() {
    return interruptedNanos != null && System.nanoTime() - interruptedNanos > grace.toNanos();
  }

  /**
   * Has something ended when the attempt is stopped, at once if it already is.
   *
   * @return takes it back
   */
  public Registration onCancel(Runnable victim) {
    synchronized (this) {
      if (reason == null) {
        victims.add(victim);
        return () -> remove(victim);
      }
    }
    // Not here: it may wait for the caller to read what its process has still written.
    var _ = Thread.ofPlatform().daemon().name("cancel").start(victim);
    return () -> {};
  }

  private synchronized void remove(Runnable victim) {
    victims.remove(victim);
  }

  /** Has something done when the attempt is over, however it ends; at once if it is. */
  public void atEnd(Runnable ending) {
    synchronized (this) {
      if (!over) {
        endings.add(ending);
        return;
      }
    }
    ending.run();
  }

  /** Nothing can be stopped any more. */
  void finish() {
    List<Runnable> now;
    synchronized (this) {
      over = true;
      now = List.copyOf(endings);
    }
    now.forEach(Runnable::run);
  }

  /** What is ended when the attempt is stopped. */
  @FunctionalInterface
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
