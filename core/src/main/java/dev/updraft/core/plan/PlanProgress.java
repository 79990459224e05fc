package dev.updraft.core.plan;

import dev.updraft.core.dag.Dag;
import dev.updraft.core.flow.Decision;
import dev.updraft.core.flow.PlanEvent;
import dev.updraft.core.flow.RunEvent;
import dev.updraft.core.flow.RunFacts;
import dev.updraft.core.flow.Step;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.id.RunId;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.id.VersionHash;
import dev.updraft.core.run.DagRunState;
import dev.updraft.core.run.DagRunType;
import dev.updraft.core.schedule.DataInterval;
import dev.updraft.core.schedule.Restriction;
import dev.updraft.core.schedule.Timetable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A plan while one event moves it on: from a copy of its state to the next state. */
final class PlanProgress {
  /** How many runs one event may create; more follow with the next. */
  private static final int CREATED_MAX = 16;

  /** How many runs may wait; one more fails at once and says why. */
  private static final int WAITING_MAX = 1_000;

  /** How many runs one event may tell something; it tells more in further steps. */
  private static final int TOLD_MAX = 200;

  private static final Comparator<RunFacts> FIRST_DUE =
      Comparator.comparing(RunFacts::runAfter).thenComparing(RunFacts::runId);

  private final Plan before;
  private final PlanContext context;
  private final Instant now;
  private final List<Decision> decisions = new ArrayList<>();
  private final TreeMap<RunId, RunFacts> active;
  private final List<RunFacts> waiting;
  private VersionHash version;
  private boolean paused;
  private boolean removed;
  private @Nullable DataInterval last;
  private Decision.@Nullable NextRun next;
  private Failures failures;
  private boolean recorded;

  PlanProgress(Plan plan, PlanContext context, Instant now) {
    this.before = plan;
    this.context = context;
    this.now = now;
    this.active = new TreeMap<>(plan.active());
    this.waiting = new ArrayList<>(plan.waiting());
    this.version = plan.version();
    this.paused = plan.paused();
    this.removed = plan.removed();
    this.last = plan.last();
    this.next = plan.next();
    this.failures = plan.failures();
  }

  Step<@Nullable Plan> step() {
    if (paused != before.paused() || !Objects.equals(next, before.next())) {
      recordPlan();
    }
    return new Step<>(
        new Plan(version, paused, removed, last, next, active, waiting, failures), decisions);
  }

  /** Has the DAG's row show the plan, once however often it is asked. */
  void recordPlan() {
    if (!recorded) {
      recorded = true;
      decisions.add(new Decision.RecordPlan(context.dag().dagId(), version, paused, next));
    }
  }

  void version(VersionHash value) {
    version = value;
  }

  void removed(boolean value) {
    removed = value;
  }

  void pause(boolean value) {
    if (paused == value) {
      return;
    }
    paused = value;
    tellSome(active, false);
  }

  /**
   * A run that someone asked for waits until it is due and may start; one that should have, starts
   * again.
   */
  void trigger(RunFacts run) {
    if (active.containsKey(run.runId())) {
      tell(run.runId(), new RunEvent.RunStarted(run, paused));
      return;
    }
    if (waiting.stream().anyMatch(other -> other.runId().equals(run.runId()))) {
      return;
    }
    if (waiting.size() >= WAITING_MAX) {
      decisions.add(
          new Decision.RecordRun(
              key(run.runId()),
              DagRunState.FAILED,
              now,
              "more than " + WAITING_MAX + " runs of the DAG wait to start"));
      return;
    }
    waiting.add(run);
  }

  /** Forgets a run that has ended, and pauses the DAG if too many have failed in a row. */
  void finish(RunId runId, DagRunState state) {
    var run = active.remove(runId);
    if (run == null) {
      return;
    }
    int max = context.dag().limits().maxConsecutiveFailedDagRuns();
    failures = failures.after(run, state, max);
    if (state == DagRunState.FAILED && failures.reach(max, goingOn())) {
      pause(true);
    }
  }

  private List<RunFacts> goingOn() {
    return Stream.concat(active.values().stream(), waiting.stream()).toList();
  }

  /** Has every active run start again: those that have started ignore it. */
  void startAgain() {
    tellSome(active, true);
  }

  /** Goes on telling active runs, in the order of their ids. */
  void tellAfter(RunId last, boolean start) {
    tellSome(active.tailMap(last, false), start);
  }

  private void tellSome(SortedMap<RunId, RunFacts> runs, boolean start) {
    @Nullable RunId last = null;
    int told = 0;
    for (var run : runs.values()) {
      if (last != null && told == TOLD_MAX) {
        tellItself(new PlanEvent.PlanContinued(last, start));
        return;
      }
      last = run.runId();
      tell(last, start ? new RunEvent.RunStarted(run, paused) : new RunEvent.RunPausedSet(paused));
      told++;
    }
  }

  /** Starts what waits and creates what is due, as far as the limits allow. */
  void advance() {
    startWaiting();
    createDue();
  }

  /**
   * Starts those whose {@code run_after} has come, the earliest first, as Airflow's scheduler does.
   * While there is room for one more, the next to come has the plan woken.
   */
  private void startWaiting() {
    if (paused) {
      return;
    }
    waiting.sort(FIRST_DUE);
    while (!waiting.isEmpty() && active.size() < maxActiveRuns()) {
      var first = waiting.getFirst();
      if (first.runAfter().isAfter(now)) {
        wakeAt(first.runAfter());
        return;
      }
      if (decisions.size() >= TOLD_MAX) {
        wakeAt(now);
        return;
      }
      waiting.removeFirst();
      start(first);
    }
  }

  private void createDue() {
    int created = 0;
    while (true) {
      next = removed ? null : nextRun();
      var due = next;
      if (due == null || paused) {
        return;
      }
      if (due.runAfter().isAfter(now)) {
        wakeAt(due.runAfter());
        return;
      }
      if (active.size() + waiting.size() >= maxActiveRuns()) {
        return;
      }
      if (created == CREATED_MAX) {
        wakeAt(now);
        return;
      }
      create(due);
      created++;
    }
  }

  private Decision.@Nullable NextRun nextRun() {
    var dag = context.dag();
    var restriction = new Restriction(dag.startDate(), dag.endDate(), dag.limits().catchup());
    var planned = Timetable.next(dag.schedule(), last, restriction, now);
    return planned == null
        ? null
        : new Decision.NextRun(
            planned.logicalDate(),
            planned.dataIntervalStart(),
            planned.dataIntervalEnd(),
            planned.runAfter());
  }

  private void create(Decision.NextRun due) {
    var facts =
        new RunFacts(
            RunIds.of(DagRunType.SCHEDULED, due.runAfter()),
            DagRunType.SCHEDULED,
            version,
            due.logicalDate(),
            due.dataIntervalStart(),
            due.dataIntervalEnd(),
            due.runAfter());
    last = new DataInterval(due.dataIntervalStart(), due.dataIntervalEnd());
    decisions.add(new Decision.CreateRun(context.dag().dagId(), facts, now));
    start(facts);
  }

  private void start(RunFacts run) {
    active.put(run.runId(), run);
    tell(run.runId(), new RunEvent.RunStarted(run, paused));
  }

  private int maxActiveRuns() {
    return Math.min(context.dag().limits().maxActiveRuns(), Dag.Limits.ACTIVE_RUNS_MAX);
  }

  private void wakeAt(Instant due) {
    decisions.add(new Decision.WakeAt(itself(), due, new PlanEvent.ScheduleDue(due)));
  }

  private void tellItself(PlanEvent event) {
    decisions.add(new Decision.Tell(itself(), event));
  }

  private AggregateKey itself() {
    return new AggregateKey.OfDag(context.dag().dagId());
  }

  private void tell(RunId runId, RunEvent event) {
    decisions.add(new Decision.Tell(new AggregateKey.OfRun(key(runId)), event));
  }

  private RunKey key(RunId runId) {
    return new RunKey(context.dag().dagId(), runId);
  }
}
