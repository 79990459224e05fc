package dev.updraft.runner;

import dev.updraft.core.flow.Outcome;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * An attempt's own thread, one of the operating system's: what users write may take a processor for
 * long, and virtual threads, on which all else here waits, share a few.
 */
final class CourseThread {
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  private final TaskCourse course;
  private final FutureTask<Outcome> outcome;
  private final Thread thread;
  private final Cancellation cancellation;

  private CourseThread(String name, Duration grace, Function<Cancellation, TaskCourse> courses) {
    this.outcome = new FutureTask<>(this::begin);
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(outcome);
    this.cancellation = new Cancellation(thread, grace);
    this.course = courses.apply(cancellation);
  }

  /**
   * A thread that has not begun.
   *
   * @param grace how long it is waited for once it was interrupted
   * @param courses makes what runs there
   */
  static CourseThread of(String name, Duration grace, Function<Cancellation, TaskCourse> courses) {
    return new CourseThread(name, grace, courses);
  }

  Cancellation cancellation() {
    return cancellation;
  }

  private Outcome begin() {
    return cancellation.reason() == null ? course.run() : course.stopped();
  }

  /**
   * Runs it to its end, or until it has been told to end and does not. An interrupt of the caller
   * tells it so.
   */
  Outcome run() {
    boolean interrupted = false;
    thread.start();
    try {
      while (true) {
        try {
          return outcome.get(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
          if (cancellation.isDisobeyed()) {
            return course.leftBehind();
          }
        } catch (InterruptedException _) {
          interrupted = true;
          cancellation.cancel(Cancellation.Reason.SHUTDOWN);
        } catch (ExecutionException e) {
          throw new IllegalStateException("a course always has an outcome", e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
