package dev.updraft.executor.entry;

import dev.updraft.runner.AttemptRunner;
import dev.updraft.runner.Ending;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The program of a container that runs one attempt, the one in {@code UPDRAFT_LAUNCH}, and ends: 0
 * if the attempt was reported or nobody wants it, 1 if the API could not be told. SIGTERM hands the
 * attempt back if it does not end within {@code UPDRAFT_WORKER_STOP_GRACE} seconds.
 */
public final class Attempt {
  private Attempt() {}

  /** Runs it. */
  public static void main(String[] args) {
    var variables = Variables.here();
    var message = variables.launch();
    var grace = variables.stopGrace();
    var runner = new AttemptRunner(variables.runner());
    var over = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(runner, over, grace), "stop"));
    Ending ending;
    try {
      ending = runner.run(message);
    } finally {
      over.countDown();
    }
    System.getLogger(Attempt.class.getName())
        .log(System.Logger.Level.INFO, "attempt {0}: {1}", message.id(), ending);
    System.exit(ending instanceof Ending.Unreported ? 1 : 0);
  }

  private static void stop(AttemptRunner runner, CountDownLatch over, Duration grace) {
    try {
      if (!over.await(grace.toMillis(), TimeUnit.MILLISECONDS)) {
        runner.handBack();
        var _ = over.await(AttemptRunner.HAND_BACK_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
