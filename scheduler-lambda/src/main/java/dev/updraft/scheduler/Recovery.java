package dev.updraft.scheduler;

import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.port.Ports;
import java.time.Instant;

/**
 * After the loss of queues, performs again what plans and unfinished runs decided last, says again
 * what people have said, and has every plan and every unfinished run look over itself. In the cloud
 * queues are not lost; in one process they go with it. Nothing else may be sending yet.
 *
 * <p>What was committed and not yet performed is performed again when its messages come again. Lost
 * messages do not come again, so it is done here; a later commit would replace the outbox.
 */
public final class Recovery {
  private final Ports ports;
  private final Performer performer;
  private final Sweep sweep;

  /** With the world it acts in. */
  public Recovery(Ports ports, Performer performer) {
    this.ports = ports;
    this.performer = performer;
    this.sweep = new Sweep(ports);
  }

  /**
   * Performs and sends; answers how many unfinished runs there are.
   *
   * @param runnersGoneBefore attempts whose runners were last heard of before this are lost
   */
  public int recover(Instant runnersGoneBefore) {
    Sweep.each(ports.catalog()::dags, dag -> again(new AggregateKey.OfDag(dag.dagId())));
    Sweep.each(ports.runs()::unfinished, run -> again(new AggregateKey.OfRun(run)));
    var occasion = "recovery " + runnersGoneBefore;
    sweep.pools(occasion);
    sweep.settings(occasion);
    sweep.plans(occasion, _ -> true);
    return sweep.runs(occasion, runnersGoneBefore);
  }

  private void again(AggregateKey key) {
    var stored = ports.states().load(key);
    if (stored != null) {
      performer.perform(key, stored.version(), Outbox.decode(stored.outbox()));
    }
  }
}
