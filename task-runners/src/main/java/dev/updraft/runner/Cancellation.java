package dev.updraft.runner;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How an attempt is stopped from outside: its processes are killed, then its thread interrupted.
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

  private final Thread thread = Thread.currentThread();
  private final Set<Runnable> victims = new LinkedHashSet<>();
  private @Nullable Reason reason;
  private boolean over;

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
    victim.run();
    return () -> {};
  }

  private synchronized void remove(Runnable victim) {
    victims.remove(victim);
  }

  /** Nothing can be stopped any more; the thread is left without an interrupt. */
  synchronized void finish() {
    over = true;
    Thread.interrupted();
  }

  /** What is ended when the attempt is stopped. */
  @FunctionalInterface
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
