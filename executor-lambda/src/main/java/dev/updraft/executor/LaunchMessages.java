package dev.updraft.executor;

import dev.updraft.core.attempt.LaunchMessage;
import dev.updraft.core.wire.Json;
import dev.updraft.runner.AttemptRunner;
import dev.updraft.runner.Ending;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The messages of a queue of attempts: what each says is run to its end. */
public final class LaunchMessages {
  private static final System.Logger LOG = System.getLogger(LaunchMessages.class.getName());

  private final Runs runs;

  /** With what runs attempts. */
  public LaunchMessages(AttemptRunner runner) {
    this(runner::run);
  }

  LaunchMessages(Runs runs) {
    this.runs = runs;
  }

  /** Runs an attempt, which may take so long here; null for any time. */
  @FunctionalInterface
  interface Runs {
    Ending run(LaunchMessage message, @Nullable Duration left);
  }

  /**
   * Runs what a message says.
   *
   * @param id the message's id, for the log
   * @param left how long it may take here, null for any time
   * @return whether the message is done with; it is to come again otherwise
   */
  public boolean isDone(String id, String body, @Nullable Duration left) {
    LaunchMessage message;
    try {
      message = Json.read(body, LaunchMessage.class);
    } catch (IllegalArgumentException e) {
      LOG.log(System.Logger.Level.ERROR, "message " + id + " is no attempt", e);
      return false;
    }
    return switch (runs.run(message, left)) {
      case Ending.Reported _, Ending.Stopped _, Ending.NotClaimed _ -> true;
      case Ending.Unreported _ -> false;
    };
  }
}
