package dev.updraft.executor;

import com.amazonaws.services.lambda.runtime.Context;
import dev.updraft.core.attempt.LaunchMessage;
import dev.updraft.runner.AttemptRunner;
import dev.updraft.runner.Ending;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Attempts that run in this process, each to its end. A message whose attempt could not be reported
 * comes again, and its claim tells then what became of the attempt.
 */
public final class AttemptsHere {
  /** What is left of a function's time for stopping a task's processes and reporting its end. */
  private static final Duration MARGIN = Duration.ofSeconds(30);

  private final Runs runs;

  /** With what runs attempts. */
  public AttemptsHere(AttemptRunner runner) {
    this(runner::run);
  }

  AttemptsHere(Runs runs) {
    this.runs = runs;
  }

  /** Runs an attempt, which may take so long here; null for any time. */
  @FunctionalInterface
  interface Runs {
    Ending run(LaunchMessage message, @Nullable Duration left);
  }

  /** The messages of a process that lives as long as its attempts. */
  public LaunchMessages messages() {
    return within(null);
  }

  /** The messages of one call of a function: an attempt stops before Lambda ends the function. */
  public LaunchMessages messages(Context context) {
    return within(Duration.ofMillis(context.getRemainingTimeInMillis()).minus(MARGIN));
  }

  private LaunchMessages within(@Nullable Duration left) {
    return new LaunchMessages((launch, _) -> isReported(runs.run(launch, left)));
  }

  private static boolean isReported(Ending ending) {
    return switch (ending) {
      case Ending.Reported _, Ending.Stopped _, Ending.NotClaimed _ -> true;
      case Ending.Unreported _ -> false;
    };
  }
}
