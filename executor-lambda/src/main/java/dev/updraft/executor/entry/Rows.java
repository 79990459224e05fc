package dev.updraft.executor.entry;

import dev.updraft.aws.AwsWorld;
import dev.updraft.aws.Deployed;
import dev.updraft.aws.Primed;
import dev.updraft.aws.log.Logs;
import dev.updraft.core.id.AttemptKey;
import dev.updraft.core.id.DagId;
import dev.updraft.core.id.RunId;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.id.TaskInstanceKey;
import dev.updraft.executor.AttemptEnds;

/** The stores of this process, for the entry points that end attempts. */
final class Rows {
  static final AwsWorld WORLD = world();
  static final AttemptEnds ENDS = new AttemptEnds(WORLD.attempts(), WORLD.inbox(), Deployed.CLOCK);

  // Resources are held weakly: without this field it would be forgotten.
  @SuppressWarnings("unused")
  private static final Primed PRIMED = Primed.by(Rows::prime);

  private Rows() {}

  private static AwsWorld world() {
    Logs.begin(System.getenv());
    return AwsWorld.fromEnvironment();
  }

  /** Reads a row that is not there and asks for the inbox, as each of these functions may. */
  private static void prime() {
    var run = new RunKey(new DagId("updraft_priming"), new RunId("none"));
    var task = new TaskInstanceKey(run, new TaskId("none"), TaskInstanceKey.UNMAPPED);
    var _ = WORLD.attempts().get(new AttemptKey(task, 1));
    var _ = WORLD.queues().url(WORLD.names().inboxQueue());
  }
}
