package dev.updraft.runner;

import dev.updraft.runner.api.ApiClient;
import dev.updraft.runner.api.ApiException;
import dev.updraft.runner.api.RunContext;
import dev.updraft.runner.log.TaskLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What goes on beside a running operator: its heartbeat, its log, its timeout. */
final class Watch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  private final List<Thread> threads = new ArrayList<>();

  private Watch() {}

  static Watch start(
      RunnerSettings settings,
      ApiClient api,
      ApiClient.Runner self,
      TaskLog log,
      Cancellation cancellation,
      RunContext context,
      @Nullable Duration left) {
    var watch = new Watch();
    watch.every(
        settings.heartbeatEvery(), new Heartbeat(api, self, cancellation, settings.clock()));
    watch.every(settings.logEvery(), log::flush);
    var timeout = context.brief().task().executionTimeout();
    if (timeout != null) {
      watch.after(timeout, () -> cancellation.cancel(Cancellation.Reason.TIMED_OUT));
    }
    if (left != null) {
      watch.after(left, () -> cancellation.cancel(Cancellation.Reason.OUT_OF_TIME));
    }
    return watch;
  }

  private void every(Duration period, Runnable action) {
    threads.add(
        Thread.startVirtualThread(() -> {
          while (slept(period)) {
            try {
              action.run();
            } catch (ApiException e) {
              LOG.warn("while a task runs: {}", e.getMessage());
            } catch (RuntimeException | Error e) {
              LOG.error("while a task runs", e); // without heartbeats the task would be lost
            }
          }
        }));
  }

  private void after(Duration delay, Runnable action) {
    threads.add(
        Thread.startVirtualThread(() -> {
          if (slept(delay)) {
            action.run();
          }
        }));
  }

  private static boolean slept(Duration time) {
    try {
      Thread.sleep(time);
      return true;
    } catch (InterruptedException e) {
      return false; // the operator has ended
    }
  }

  /** Ends it, and waits for a call under way, so that none comes after the report. */
  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    for (var thread : threads) {
      joinFully(thread);
    }
  }

  private static void joinFully(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class Heartbeat implements Runnable {
    private final ApiClient api;
    private final ApiClient.Runner self;
    private final Cancellation cancellation;
    private final InstantSource clock;
    private final Contact contact;

    Heartbeat(
        ApiClient api, ApiClient.Runner self, Cancellation cancellation, InstantSource clock) {
      this.api = api;
      this.self = self;
      this.cancellation = cancellation;
      this.clock = clock;
      this.contact = new Contact(clock.instant());
    }

    @Override
    public void run() {
      try {
        stop(contact.answered(api.heartbeat(self), clock.instant()));
      } catch (ApiException e) {
        stop(contact.failed(e.status(), clock.instant()));
        throw e;
      } catch (RuntimeException | Error e) {
        stop(contact.failed(ApiException.NO_ANSWER, clock.instant()));
        throw e;
      }
    }

    private void stop(Cancellation.@Nullable Reason reason) {
      if (reason != null) {
        cancellation.cancel(reason);
      }
    }
  }
}
