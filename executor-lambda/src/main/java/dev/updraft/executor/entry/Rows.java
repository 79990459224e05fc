package dev.updraft.executor.entry;

import dev.updraft.aws.AwsWorld;
import dev.updraft.aws.Deployed;
import dev.updraft.aws.log.Logs;
import dev.updraft.executor.AttemptEnds;

/** The stores of this process, for the entry points that end attempts. */
final class Rows {
  static final AwsWorld WORLD = world();
  static final AttemptEnds ENDS = new AttemptEnds(WORLD.attempts(), WORLD.inbox(), Deployed.CLOCK);

  private Rows() {}

  private static AwsWorld world() {
    Logs.begin(System.getenv());
    return AwsWorld.fromEnvironment();
  }
}
