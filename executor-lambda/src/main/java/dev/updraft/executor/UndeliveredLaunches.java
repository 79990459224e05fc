package dev.updraft.executor;

import dev.updraft.core.attempt.LaunchMessage;
import dev.updraft.core.attempt.Mishap;

/** Dead launch messages: what each launches ends as a state of its task. */
public final class UndeliveredLaunches implements LaunchMessages.Handling {
  private final AttemptEnds ends;

  /** With what ends attempts. */
  public UndeliveredLaunches(AttemptEnds ends) {
    this.ends = ends;
  }

  @Override
  public boolean isDone(LaunchMessage launch, int receives) {
    var reason =
        "No runner of the executor '%s' could take it up: its message came back too often, see the log of the executor"
            .formatted(launch.executor());
    var _ = ends.after(new Mishap.Undelivered(), launch, reason);
    return true;
  }
}
