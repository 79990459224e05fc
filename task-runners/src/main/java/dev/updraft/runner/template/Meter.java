package dev.updraft.runner.template;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the rendering of one attempt's templates may use: steps, texts, and time of a processor. All
 * that evaluates or copies counts here what it does, on the thread that renders; elsewhere nothing
 * is counted. What is beyond a limit, or goes on after the thread was interrupted, ends the whole
 * rendering by a {@link Stop}.
 */
final class Meter {
  /** Nodes, iterations and items. */
  static final long STEPS_MAX = 20_000_000;

  /**
   * Characters of all texts that are made on the way, together; an item of a list counts as four.
   */
  static final long TEXT_MAX = 64L * 1024 * 1024;

  /** Time of a processor, so that neither waiting nor a busy machine counts. */
  static final Duration TIME_MAX = Duration.ofSeconds(30);

  private static final ThreadLocal<@Nullable Meter> CURRENT = new ThreadLocal<>();
  private static final int LOOK_EVERY = 1_024;
  private static final int CHARACTERS_OF_AN_ITEM = 4;

  private final long stepsMax;
  private final long textMax;
  private final Duration timeMax;
  private long steps;
  private long text;
  private long nextLook = LOOK_EVERY;
  private long usedNanos;
  private long begunNanos;

  /**
   * Not an exception: jinjava takes those for something that is wrong with one expression, and goes
   * on with the next.
   */
  static final class Stop extends Error {
    private static final long serialVersionUID = 1L;

    Stop(String message) {
      super(message, null, false, false);
    }
  }

  /** With the limits above. */
  Meter() {
    this(STEPS_MAX, TEXT_MAX, TIME_MAX);
  }

  /** With these limits. */
  Meter(long stepsMax, long textMax, Duration timeMax) {
    this.stepsMax = stepsMax;
    this.textMax = textMax;
    this.timeMax = timeMax;
  }

  /** Has this meter count on this thread until it is closed. */
  Running start() {
    var before = CURRENT.get();
    CURRENT.set(this);
    begunNanos = processorNanos();
    return () -> {
      usedNanos += processorNanos() - begunNanos;
      CURRENT.set(before);
    };
  }

  /** Counts on this thread until it is closed. */
  @FunctionalInterface
  interface Running extends AutoCloseable {
    @Override
    void close();
  }

  /** Counts one step. */
  static void step() {
    steps(1);
  }

  /** Counts steps that are about to be made. */
  static void steps(long more) {
    var meter = CURRENT.get();
    if (meter != null) {
      meter.count(more);
    }
  }

  /** Counts the characters of a text that is about to be made. */
  static void text(long length) {
    var meter = CURRENT.get();
    if (meter != null) {
      meter.text += length;
      if (meter.text > meter.textMax) {
        throw new Stop(
            "the template makes texts and lists of more than %d characters on its way"
                .formatted(meter.textMax));
      }
      meter.count(1 + length / LOOK_EVERY);
    }
  }

  /** Counts the items of a list that is about to be made. */
  static void items(long size) {
    steps(size);
    text(size * CHARACTERS_OF_AN_ITEM);
  }

  /** Counts the reading of a text. */
  static void read(String text) {
    steps(1 + text.length() / LOOK_EVERY);
  }

  private void count(long more) {
    steps += more;
    if (steps > stepsMax) {
      throw new Stop("the template takes more than %d steps".formatted(stepsMax));
    }
    if (steps >= nextLook) {
      nextLook = steps + LOOK_EVERY;
      look();
    }
  }

  private void look() {
    if (Thread.currentThread().isInterrupted()) {
      throw new Stop("the rendering was interrupted");
    }
    if (usedNanos + processorNanos() - begunNanos > timeMax.toNanos()) {
      throw new Stop("the template takes more than %s to render".formatted(timeMax));
    }
  }

  /** Of this thread, or the time where threads' own is not measured. */
  private static long processorNanos() {
    return ProcessorTime.IS_MEASURED
        ? ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime()
        : System.nanoTime();
  }

  private static final class ProcessorTime {
    static final boolean IS_MEASURED =
        ManagementFactory.getThreadMXBean().isCurrentThreadCpuTimeSupported();
  }
}
