package dev.updraft.standalone;

import dev.updraft.scheduler.ClockHandler;
import dev.updraft.standalone.http.LocalContext;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Ticks the clock at the start and each minute, as EventBridge Scheduler does. */
final class ClockLoop implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ClockLoop.class.getName());
  private static final Duration EVERY = Duration.ofMinutes(1);

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("clock").factory());

  private ClockLoop() {}

  static ClockLoop start(ClockHandler handler) {
    var loop = new ClockLoop();
    var _ =
        loop.thread.scheduleAtFixedRate(
            () -> tick(handler), 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    return loop;
  }

  private static void tick(ClockHandler handler) {
    try {
      handler.handleRequest("tick", new LocalContext());
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "a tick failed; the next one catches up", e);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
