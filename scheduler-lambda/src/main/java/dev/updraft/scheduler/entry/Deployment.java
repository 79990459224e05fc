package dev.updraft.scheduler.entry;

import dev.updraft.aws.Deployed;
import dev.updraft.aws.Primed;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.id.DagId;
import dev.updraft.core.id.RunId;
import dev.updraft.core.id.RunKey;
import dev.updraft.scheduler.Scheduler;

/** The one scheduler of this process, made when the first entry point is. */
final class Deployment {
  static final Scheduler SCHEDULER;

  // Resources are held weakly: without this field it would be forgotten.
  @SuppressWarnings("unused")
  private static final Primed PRIMED;

  static {
    var deployed = Deployed.fromEnvironment();
    SCHEDULER =
        Scheduler.over(
            deployed.ports(),
            deployed.tickets(),
            deployed.dagVariables(),
            deployed.executor(),
            Deployed.CLOCK);
    PRIMED = Primed.by(() -> prime(deployed));
  }

  private Deployment() {}

  /** Reads what is not there: it loads the client, its marshalling and its connection. */
  private static void prime(Deployed deployed) {
    var nowhere = new RunKey(new DagId("updraft_priming"), new RunId("none"));
    var _ = deployed.ports().states().load(new AggregateKey.OfRun(nowhere));
  }
}
