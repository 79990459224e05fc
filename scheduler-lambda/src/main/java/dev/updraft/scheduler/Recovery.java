package dev.updraft.scheduler;

import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.port.Page;
import dev.updraft.core.port.Ports;
import dev.updraft.core.port.RunStore;
import dev.updraft.core.run.Unfinished;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.IntStream;

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
  private final Repeating repeating;

  /** With the world it acts in. */
  public Recovery(Ports ports, Performer performer) {
    this.ports = ports;
    this.performer = performer;
    this.sweep = new Sweep(ports);
    this.repeating = new Repeating(ports);
  }

  /**
   * Performs and sends; answers how many unfinished runs there are.
   *
   * @param runnersGoneBefore attempts whose runners were last heard of before this are lost
   */
  public int recover(Instant runnersGoneBefore) {
    Repeating.pages(
        ports.catalog()::dags,
        page -> page.items().forEach(dag -> again(new AggregateKey.OfDag(dag.dagId()))));
    unfinished(page -> page.items().forEach(run -> again(new AggregateKey.OfRun(run.key()))));
    var occasion = "recovery " + runnersGoneBefore;
    repeating.pools(occasion);
    repeating.plans(occasion);
    return unfinished(page -> sweep.watch(page, _ -> true, occasion, runnersGoneBefore));
  }

  private int unfinished(Consumer<Page<Unfinished>> action) {
    return IntStream.range(0, RunStore.SHARDS)
        .map(shard ->
            Repeating.pages((from, limit) -> ports.runs().unfinished(shard, from, limit), action))
        .sum();
  }

  private void again(AggregateKey key) {
    var stored = ports.states().load(key);
    if (stored != null) {
      performer.perform(key, stored.version(), Outbox.decode(stored.outbox()));
    }
  }
}
