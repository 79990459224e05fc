package dev.updraft.runner.operator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reads something in the background; what goes wrong there comes out of {@link #join}. To close it
 * gives it a moment to read what is there when its reader was stopped.
 */
public final class Pump implements AutoCloseable {
  private static final Duration LAST_MOMENTS = Duration.ofSeconds(2);

  private final Thread thread;
  private volatile @Nullable Throwable failure;

  private Pump(Source source) {
    this.thread = Thread.ofVirtual().unstarted(() -> run(source));
  }

  // Whatever it is, who joins has to know of it.
  private void run(Source source) {
    try {
      source.run();
    } catch (Throwable e) {
      failure = e;
    }
  }

  /** Starts to read. */
  public static Pump start(Source source) {
    var pump = new Pump(source);
    pump.thread.start();
    return pump;
  }

  /** Whether everything is read within this time. */
  public boolean hasEndedWithin(Duration time) throws InterruptedException {
    return thread.join(time);
  }

  /** Waits until everything is read. */
  public void join() throws InterruptedException {
    thread.join();
    switch (failure) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case InterruptedException e -> throw e;
      case IOException e -> throw new UncheckedIOException("the output could not be read", e);
      default -> throw new IllegalStateException(failure);
    }
  }

  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    try {
      var _ = thread.join(LAST_MOMENTS);
    } catch (InterruptedException _) {
      interrupted = true;
    }
    thread.interrupt();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** What reads. */
  @FunctionalInterface
  public interface Source {
    /** Reads to the end. */
    void run() throws IOException, InterruptedException;
  }
}
