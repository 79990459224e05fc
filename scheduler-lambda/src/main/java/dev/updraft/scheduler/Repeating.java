package dev.updraft.scheduler;

import dev.updraft.core.flow.PlanEvent;
import dev.updraft.core.flow.PoolEvent;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.port.Page;
import dev.updraft.core.port.Ports;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Says again to aggregates what rows say: the sizes of pools, the versions and pauses of DAGs. */
final class Repeating {
  private static final int PAGE = 100;
  private static final int PAGES_MAX = 10_000;

  private final Ports ports;

  Repeating(Ports ports) {
    this.ports = ports;
  }

  /**
   * Tells each pool its size again.
   *
   * @param occasion what makes the messages known from those of other occasions
   */
  void pools(String occasion) {
    pages(
        ports.pools()::list,
        page -> {
          var messages = new Sweep.Messages(occasion);
          page.items()
              .forEach(pool ->
                  messages.add(
                      new AggregateKey.OfPool(pool.name()), new PoolEvent.PoolSized(pool.slots())));
          messages.sendBy(ports.inbox());
        });
  }

  /**
   * Tells each plan again which version is current and whether the DAG is paused, and watches it.
   */
  void plans(String occasion) {
    pages(
        ports.catalog()::dags,
        page -> {
          var messages = new Sweep.Messages(occasion);
          for (var dag : page.items()) {
            var plan = new AggregateKey.OfDag(dag.dagId());
            messages.add(plan, new PlanEvent.DagPublished(dag.version()));
            messages.add(plan, new PlanEvent.PausedSet(dag.paused()));
            messages.add(plan, new PlanEvent.PlanWatched());
          }
          messages.sendBy(ports.inbox());
        });
  }

  /** Does something with each of all pages; answers how many items there were. */
  static <T> int pages(
      BiFunction<@Nullable String, Integer, Page<T>> pages, Consumer<Page<T>> action) {
    int count = 0;
    @Nullable String from = null;
    for (int i = 0; i < PAGES_MAX; i++) {
      var page = pages.apply(from, PAGE);
      action.accept(page);
      count += page.items().size();
      from = page.next();
      if (from == null) {
        return count;
      }
    }
    throw new IllegalStateException("more is listed than " + PAGES_MAX + " pages hold");
  }
}
