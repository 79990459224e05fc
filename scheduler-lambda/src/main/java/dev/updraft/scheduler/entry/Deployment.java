package dev.updraft.scheduler.entry;

import dev.updraft.aws.Deployed;
import dev.updraft.aws.Primed;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.id.DagId;
import dev.updraft.core.id.RunId;
import dev.updraft.core.id.RunKey;
import dev.updraft.scheduler.Scheduler;

/** The scheduler of a process, made when its entry point is. */
final class Deployment {
  private final Scheduler scheduler;

  // Resources are held weakly: without this field it would be forgotten.
  @SuppressWarnings("unused")
  private final Primed primed;

  private Deployment(Deployed deployed) {
    scheduler =
        Scheduler.over(
            deployed.ports(),
            deployed.tickets(),
            deployed.dagVariables(),
            deployed.executor(),
            Deployed.CLOCK);
    primed = Primed.by(() -> prime(deployed));
  }

  /** For the function that hands out tickets, and so may read the secret. */
  static Deployment signing() {
    return new Deployment(Deployed.fromEnvironment());
  }

  /** For the functions that do not. */
  static Deployment plain() {
    return new Deployment(Deployed.withoutSecret());
  }

  Scheduler scheduler() {
    return scheduler;
  }

  /** Reads what is not there: it loads the client, its marshalling and its connection. */
  private static void prime(Deployed deployed) {
    var nowhere = new RunKey(new DagId("updraft_priming"), new RunId("none"));
    var _ = deployed.ports().states().load(new AggregateKey.OfRun(nowhere));
  }
}
