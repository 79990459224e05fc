package dev.updraft.scheduler;

import dev.updraft.core.flow.Errand;
import dev.updraft.core.flow.Event;
import dev.updraft.core.flow.PlanEvent;
import dev.updraft.core.flow.RunEvent;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.port.Catalog;
import dev.updraft.core.port.Inbox;
import dev.updraft.core.port.Page;
import dev.updraft.core.port.Ports;
import dev.updraft.core.port.RunStore;
import dev.updraft.core.run.DagRunState;
import dev.updraft.core.run.Unfinished;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Has what is unfinished look over itself, so that nothing lost stays lost: every run that has not
 * ended, and every plan whose next run is overdue. Pools are told their sizes again.
 *
 * <p>A tick does the first page of each list; the rest are {@linkplain Errand errands}, done side
 * by side by whoever takes them from the queue, so that no number of runs is too large for a tick.
 */
public final class Sweep {
  private static final Duration PLANS_EVERY = Duration.ofHours(1);

  /** How late a scheduled run may be before its plan is looked over. */
  private static final Duration OVERDUE = Duration.ofMinutes(2);

  private static final int PAGE = 100;

  /** How many pages one errand does, which takes a second or two, before it hands on the rest. */
  private static final int PAGES_MAX = 5;

  private final Ports ports;

  /** Over the ports. */
  public Sweep(Ports ports) {
    this.ports = ports;
  }

  /**
   * Sweeps what is due in the minutes after one and up to another, once however often it is due:
   * after an outage there may be many.
   */
  void between(Instant after, Instant upTo) {
    var runsTurn = lastTurn(upTo, RunEvent.RunWatched.EVERY);
    if (runsTurn.isAfter(after)) {
      for (int shard = 0; shard < RunStore.SHARDS; shard++) {
        pages(new Errand.SweepRuns(shard, null, runsTurn), 1);
      }
    }
    var plansTurn = lastTurn(upTo, PLANS_EVERY);
    if (plansTurn.isAfter(after)) {
      new Repeating(ports).pools(plansTurn.toString());
      pages(new Errand.SweepPlans(null, plansTurn), 1);
    }
  }

  /** Does some pages of an errand, and hands on the rest. */
  public void run(Errand errand) {
    pages(errand, PAGES_MAX);
  }

  private void pages(Errand errand, int max) {
    var rest = errand;
    for (int page = 0; page < max; page++) {
      rest =
          switch (rest) {
            case Errand.SweepRuns(int shard, var from, var turn) -> {
              var next = runs(shard, from, turn);
              yield next == null ? null : new Errand.SweepRuns(shard, next, turn);
            }
            case Errand.SweepPlans(var from, var turn) -> {
              var next = plans(from, turn);
              yield next == null ? null : new Errand.SweepPlans(next, turn);
            }
          };
      if (rest == null) {
        return;
      }
    }
    ports.errands().send(rest);
  }

  private @Nullable String runs(int shard, @Nullable String from, Instant turn) {
    var page = ports.runs().unfinished(shard, from, PAGE);
    watch(page, run -> run.isDue(turn), turn.toString(), null);
    return page.next();
  }

  /**
   * Has the runs of a page look over themselves, and the plans of those that wait to start.
   *
   * @param occasion what makes the messages of this sweep known from those of others
   * @param runnersGoneBefore attempts whose runners were last heard of before this are lost, if
   *     said
   */
  void watch(
      Page<Unfinished> page,
      Predicate<Unfinished> which,
      String occasion,
      @Nullable Instant runnersGoneBefore) {
    var messages = new Messages(occasion);
    for (var run : page.items()) {
      if (which.test(run)) {
        if (run.state() == DagRunState.QUEUED) {
          var plan = new AggregateKey.OfDag(run.key().dagId());
          messages.add(plan, new PlanEvent.RunTriggered(run.facts()));
          // It may wait for a run whose end the plan has not heard of.
          messages.add(plan, new PlanEvent.PlanWatched());
        }
        messages.add(new AggregateKey.OfRun(run.key()), new RunEvent.RunWatched(runnersGoneBefore));
      }
    }
    messages.sendBy(ports.inbox());
  }

  private @Nullable String plans(@Nullable String from, Instant turn) {
    var page = ports.catalog().dags(from, PAGE);
    var messages = new Messages(turn.toString());
    page.items().stream()
        .filter(dag -> isOverdue(dag, turn))
        .forEach(
            dag -> messages.add(new AggregateKey.OfDag(dag.dagId()), new PlanEvent.PlanWatched()));
    messages.sendBy(ports.inbox());
    return page.next();
  }

  private static boolean isOverdue(Catalog.DagRow dag, Instant turn) {
    var next = dag.nextRun();
    return next != null && next.runAfter().plus(OVERDUE).isBefore(turn);
  }

  private static Instant lastTurn(Instant upTo, Duration every) {
    long seconds = upTo.getEpochSecond();
    return Instant.ofEpochSecond(seconds - Math.floorMod(seconds, every.toSeconds()));
  }

  /** What is said on one occasion: each event to each aggregate once. */
  static final class Messages {
    private final String occasion;
    private final Map<String, Inbox.Message> byId = new LinkedHashMap<>();

    Messages(String occasion) {
      this.occasion = occasion;
    }

    void add(AggregateKey to, Event event) {
      var id = "sweep#" + to.text() + "#" + occasion + "#" + event;
      byId.putIfAbsent(id, new Inbox.Message(to, event, id));
    }

    void sendBy(Inbox inbox) {
      if (!byId.isEmpty()) {
        inbox.send(List.copyOf(byId.values()));
      }
    }
  }
}
