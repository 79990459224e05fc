package dev.updraft.scheduler.entry;

import dev.updraft.aws.Deployed;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.id.DagId;
import dev.updraft.core.id.RunId;
import dev.updraft.core.id.RunKey;

/**
 * What each function reads before Lambda takes its snapshot: of what its role allows, what is not
 * there. That loads the clients, their marshalling and their connections.
 */
public enum Priming {
  /** Decides: reads states, and sends. */
  INBOX {
    @Override
    public void with(Deployed deployed) {
      var _ = deployed.ports().states().load(new AggregateKey.OfRun(NOWHERE));
      findInbox(deployed);
    }
  },
  /** Sends on, and reads what is unfinished. */
  TIMERS {
    @Override
    public void with(Deployed deployed) {
      var _ = deployed.ports().runs().get(NOWHERE);
      findInbox(deployed);
    }
  },
  /** Reads timers, and sends them on. */
  CLOCK {
    @Override
    public void with(Deployed deployed) {
      var _ = deployed.ports().timers().cursor();
      var _ = deployed.world().queues().url(deployed.world().names().timersQueue());
    }
  },
  /** Reads DAG files, keeps the catalog, and tells plans. */
  DAG_FILES {
    @Override
    public void with(Deployed deployed) {
      var _ = deployed.ports().catalog().file(NOTHING);
      var _ = deployed.ports().dagFiles().get(NOTHING);
      findInbox(deployed);
    }
  };

  private static final RunKey NOWHERE = new RunKey(new DagId("updraft_priming"), new RunId("none"));
  private static final String NOTHING = "updraft_priming/none";

  /** Reads it. */
  public abstract void with(Deployed deployed);

  private static void findInbox(Deployed deployed) {
    var _ = deployed.world().queues().url(deployed.world().names().inboxQueue());
  }
}
