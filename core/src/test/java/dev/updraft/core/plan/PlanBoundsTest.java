package dev.updraft.core.plan;

import static dev.updraft.core.fixture.Dags.dag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.dag.Dag;
import dev.updraft.core.flow.Decision;
import dev.updraft.core.flow.PlanEvent;
import dev.updraft.core.flow.RunEvent;
import dev.updraft.core.flow.RunFacts;
import dev.updraft.core.flow.Settings;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.id.RunId;
import dev.updraft.core.run.DagRunState;
import dev.updraft.core.run.DagRunType;
import dev.updraft.core.wire.DagVersions;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** However many runs a DAG has, one step of its plan decides no more than it may. */
class PlanBoundsTest {
  private static final int DECISIONS_MAX = 256;
  private static final int RUNS = 3_000;
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final Dag dag =
      dag("many").task("a").maxActiveRuns(5_000).maxConsecutiveFailedDagRuns(1).build();
  private final ArrayDeque<PlanEvent> inbox = new ArrayDeque<>();
  private final List<RunId> started = new ArrayList<>();
  private final Map<RunId, Boolean> paused = new HashMap<>();
  private Plan plan = plan(false, runs(0, RUNS), List.of());

  @Test
  void aPauseReachesEveryActiveRunOnce() {
    is(new PlanEvent.PausedSet(true));
    assertThat(paused).hasSize(RUNS).doesNotContainValue(false);
  }

  @Test
  void aPauseThatFailuresBringAboutReachesEveryActiveRunToo() {
    is(new PlanEvent.RunFinished(new RunId("r2999"), DagRunState.FAILED));
    assertThat(plan.paused()).isTrue();
    assertThat(paused).hasSize(RUNS - 1).doesNotContainValue(false);
  }

  @Test
  void whatIsSaidLastIsWhatAllAreToldLast() {
    one(new PlanEvent.PausedSet(true));
    one(inbox.remove());
    var goingOn = inbox.remove();
    one(new PlanEvent.PausedSet(false));
    is(goingOn);
    assertThat(paused).hasSize(RUNS).doesNotContainValue(true);
  }

  @Test
  void aWatchHasEveryActiveRunStartAgainOnce() {
    is(new PlanEvent.PlanWatched());
    assertThat(started).hasSize(RUNS).doesNotHaveDuplicates();
  }

  @Test
  void runsThatEndMeanwhileDoNotKeepOthersFromBeingTold() {
    one(new PlanEvent.PlanWatched());
    for (var runId : List.of(started.getLast(), new RunId("r2000"))) {
      one(new PlanEvent.RunFinished(runId, DagRunState.SUCCESS));
    }
    is(inbox.remove());
    assertThat(started).hasSize(RUNS - 1).doesNotHaveDuplicates();
  }

  @Test
  void aThousandWaitingRunsStartStepByStep() {
    plan = plan(true, runs(0, 10), runs(10, 1_010));
    is(new PlanEvent.PausedSet(false));
    assertThat(started).hasSize(1_000).doesNotHaveDuplicates();
    assertThat(plan.waiting()).isEmpty();
    assertThat(plan.active()).hasSize(1_010);
  }

  @Test
  void noMoreRunsAreActiveThanAPlanHolds() {
    var unbounded = dag("many").task("a").maxActiveRuns(Integer.MAX_VALUE).build();
    plan = plan(false, runs(0, 10_000), runs(10_000, 10_010));
    var context = new PlanContext(unbounded, Settings.DEFAULT);
    var step = PlanRules.decide(plan, new PlanEvent.ScheduleDue(NOON), context, NOON);
    assertThat(step.decisions()).isEmpty();
    assertThat(Objects.requireNonNull(step.next()).waiting()).hasSize(10);
  }

  /** One event, and all that the plan tells itself by it. */
  private void is(PlanEvent event) {
    one(event);
    while (!inbox.isEmpty()) {
      one(inbox.remove());
    }
  }

  private void one(PlanEvent event) {
    var step = PlanRules.decide(plan, event, new PlanContext(dag, Settings.DEFAULT), NOON);
    plan = Objects.requireNonNull(step.next());
    assertThat(step.decisions()).hasSizeLessThanOrEqualTo(DECISIONS_MAX);
    for (var decision : step.decisions()) {
      switch (decision) {
        case Decision.Tell(AggregateKey.OfRun run, RunEvent.RunStarted _) ->
            started.add(run.run().runId());
        case Decision.Tell(AggregateKey.OfRun run, RunEvent.RunPausedSet(boolean value)) ->
            paused.put(run.run().runId(), value);
        case Decision.Tell(AggregateKey.OfDag _, PlanEvent own) -> inbox.add(own);
        case Decision.WakeAt(var _, var due, PlanEvent own) when !due.isAfter(NOON) ->
            inbox.add(own);
        case Decision.RecordPlan _ -> {}
        default -> throw new AssertionError(decision);
      }
    }
  }

  // The compiler leaves @Nullable out of a compact constructor's parameters in class files.
  @SuppressWarnings("NullAway")
  private Plan plan(boolean isPaused, List<RunFacts> active, List<RunFacts> waiting) {
    var byId = new TreeMap<RunId, RunFacts>();
    active.forEach(run -> byId.put(run.runId(), run));
    var version = DagVersions.hash(dag);
    return new Plan(version, isPaused, false, null, null, byId, waiting, Failures.NONE);
  }

  private List<RunFacts> runs(int from, int to) {
    var version = DagVersions.hash(dag);
    @Nullable Instant none = null;
    return IntStream.range(from, to)
        .mapToObj(i ->
            new RunFacts(
                new RunId("r" + i),
                DagRunType.MANUAL,
                version,
                none,
                none,
                none,
                NOON.minusMillis(RUNS - i)))
        .toList();
  }
}
