package dev.updraft.scheduler;

import dev.updraft.core.flow.Event;
import dev.updraft.core.flow.PlanEvent;
import dev.updraft.core.flow.PoolEvent;
import dev.updraft.core.flow.RunEvent;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.port.Catalog;
import dev.updraft.core.port.Inbox;
import dev.updraft.core.port.Page;
import dev.updraft.core.port.Ports;
import dev.updraft.core.run.DagRunState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Has what is unfinished look over itself, so that nothing lost stays lost: every run that has not
 * ended, and every plan whose next run is overdue. Pools are told their sizes again.
 */
final class Sweep {
  private static final Duration PLANS_EVERY = Duration.ofHours(1);

  /** How late a scheduled run may be before its plan is looked over. */
  private static final Duration OVERDUE = Duration.ofMinutes(2);

  private static final int PAGE = 100;
  private static final int PAGES_MAX = 10_000;

  private final Ports ports;

  Sweep(Ports ports) {
    this.ports = ports;
  }

  /**
   * Sweeps what is due in the minutes after one and up to another, once however often it is due:
   * after an outage there may be many.
   */
  void between(Instant after, Instant upTo, Instant now) {
    var runsTurn = lastTurn(upTo, RunEvent.RunWatched.EVERY);
    if (runsTurn.isAfter(after)) {
      runs(runsTurn.toString(), null);
    }
    var plansTurn = lastTurn(upTo, PLANS_EVERY);
    if (plansTurn.isAfter(after)) {
      pools(plansTurn.toString());
      plans(
          plansTurn.toString(),
          dag -> dag.nextRun() != null && dag.nextRun().runAfter().plus(OVERDUE).isBefore(now));
    }
  }

  private static Instant lastTurn(Instant upTo, Duration every) {
    long seconds = upTo.getEpochSecond();
    return Instant.ofEpochSecond(seconds - Math.floorMod(seconds, every.toSeconds()));
  }

  /**
   * Has every unfinished run look over itself; answers how many there are.
   *
   * @param occasion what makes the messages of this sweep known from those of others
   * @param runnersGoneBefore attempts whose runners were last heard of before this are lost, if
   *     said
   */
  int runs(String occasion, @Nullable Instant runnersGoneBefore) {
    return each(
        ports.runs()::unfinished,
        key -> {
          var row = ports.runs().get(key);
          if (row != null && row.state() == DagRunState.QUEUED) {
            var plan = new AggregateKey.OfDag(key.dagId());
            send(plan, new PlanEvent.RunTriggered(row.facts()), occasion);
            // It may wait for a run whose end the plan has not heard of.
            send(plan, new PlanEvent.PlanWatched(), occasion);
          }
          watch(key, occasion, runnersGoneBefore);
        });
  }

  private void watch(RunKey key, String occasion, @Nullable Instant runnersGoneBefore) {
    send(new AggregateKey.OfRun(key), new RunEvent.RunWatched(runnersGoneBefore), occasion);
  }

  /** Has the plans of these DAGs look over themselves. */
  void plans(String occasion, Predicate<Catalog.DagRow> which) {
    each(
        ports.catalog()::dags,
        dag -> {
          if (which.test(dag)) {
            send(new AggregateKey.OfDag(dag.dagId()), new PlanEvent.PlanWatched(), occasion);
          }
        });
  }

  /** Tells each plan again which version is current and whether the DAG is paused. */
  void settings(String occasion) {
    each(
        ports.catalog()::dags,
        dag -> {
          var plan = new AggregateKey.OfDag(dag.dagId());
          send(plan, new PlanEvent.DagPublished(dag.version()), occasion + " version");
          send(plan, new PlanEvent.PausedSet(dag.paused()), occasion + " paused");
        });
  }

  /** Tells each pool its size again. */
  void pools(String occasion) {
    each(
        ports.pools()::list,
        pool ->
            send(
                new AggregateKey.OfPool(pool.name()),
                new PoolEvent.PoolSized(pool.slots()),
                occasion));
  }

  /** Does something with each of all pages; answers how many there were. */
  static <T> int each(BiFunction<@Nullable String, Integer, Page<T>> pages, Consumer<T> action) {
    int count = 0;
    @Nullable String from = null;
    for (int i = 0; i < PAGES_MAX; i++) {
      var page = pages.apply(from, PAGE);
      page.items().forEach(action);
      count += page.items().size();
      from = page.next();
      if (from == null) {
        return count;
      }
    }
    throw new IllegalStateException("more is listed than " + PAGES_MAX + " pages hold");
  }

  /** What is said once in a sweep is one message; different events to one aggregate are not. */
  private void send(AggregateKey to, Event event, String occasion) {
    var id = "sweep#" + to.text() + "#" + occasion + "#" + event;
    ports.inbox().send(List.of(new Inbox.Message(to, event, id)));
  }
}
