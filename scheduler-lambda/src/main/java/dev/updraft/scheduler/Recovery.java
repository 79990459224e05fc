package dev.updraft.scheduler;

import dev.updraft.core.flow.Event;
import dev.updraft.core.flow.PlanEvent;
import dev.updraft.core.flow.RunEvent;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.port.Inbox;
import dev.updraft.core.port.Ports;
import dev.updraft.core.run.DagRunState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * After the loss of queues, has every plan and every unfinished run look over itself. In the cloud
 * queues are not lost; in one process they go with it.
 */
public final class Recovery {
  private static final int PAGE = 100;

  private final Ports ports;

  /** With the world it acts in. */
  public Recovery(Ports ports) {
    this.ports = ports;
  }

  /**
   * Sends the messages.
   *
   * @param runnersGoneBefore attempts whose runners were last heard of before this are lost
   * @return how many unfinished runs there are
   */
  public int recover(Instant runnersGoneBefore) {
    plans(runnersGoneBefore);
    int runs = 0;
    @Nullable String from = null;
    do {
      var page = ports.runs().unfinished(from, PAGE);
      for (var key : page.items()) {
        var row = ports.runs().get(key);
        if (row == null) {
          continue;
        }
        runs++;
        var id = "recovery#" + key + "#" + runnersGoneBefore;
        if (row.state() == DagRunState.QUEUED) {
          send(
              new AggregateKey.OfDag(key.dagId()), new PlanEvent.RunTriggered(row.facts()), id);
        } else {
          send(new AggregateKey.OfRun(key), new RunEvent.RunWatched(runnersGoneBefore), id);
        }
      }
      from = page.next();
    } while (from != null);
    return runs;
  }

  private void plans(Instant at) {
    @Nullable String from = null;
    do {
      var page = ports.catalog().dags(from, PAGE);
      for (var dag : page.items()) {
        send(
            new AggregateKey.OfDag(dag.dagId()),
            new PlanEvent.PlanWatched(),
            "recovery#" + dag.dagId() + "#" + at);
      }
      from = page.next();
    } while (from != null);
  }

  private void send(AggregateKey to, Event event, String id) {
    ports.inbox().send(List.of(new Inbox.Message(to, event, id)));
  }
}
