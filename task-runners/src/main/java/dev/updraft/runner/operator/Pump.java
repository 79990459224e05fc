package dev.updraft.runner.operator;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Reads something in the background; what goes wrong there comes out of {@link #join}. */
public final class Pump {
  private final Thread thread;
  private volatile @Nullable Throwable failure;

  private Pump(Source source) {
    this.thread =
        Thread.ofVirtual()
            .unstarted(() -> {
              try {
                source.run();
              } catch (IOException | RuntimeException e) {
                failure = e;
              }
            });
  }

  /** Starts to read. */
  public static Pump start(Source source) {
    var pump = new Pump(source);
    pump.thread.start();
    return pump;
  }

  /** Waits until everything is read. */
  public void join() throws InterruptedException {
    thread.join();
    switch (failure) {
      case null -> {}
      case RuntimeException e -> throw e;
      case IOException e -> throw new UncheckedIOException("the output could not be read", e);
      default -> throw new IllegalStateException(failure);
    }
  }

  /** What reads. */
  @FunctionalInterface
  public interface Source {
    /** Reads to the end. */
    void run() throws IOException;
  }
}
