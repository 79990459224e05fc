package dev.updraft.core.plan;

import static dev.updraft.core.fixture.Dags.dag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.dag.Dag;
import dev.updraft.core.fixture.DagDraft;
import dev.updraft.core.flow.Decision;
import dev.updraft.core.flow.PlanEvent;
import dev.updraft.core.flow.RunEvent;
import dev.updraft.core.flow.RunFacts;
import dev.updraft.core.flow.Settings;
import dev.updraft.core.id.RunId;
import dev.updraft.core.run.DagRunState;
import dev.updraft.core.run.DagRunType;
import dev.updraft.core.schedule.Schedule;
import dev.updraft.core.wire.DagVersions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlanRulesTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private Instant now = NOON.plusSeconds(60);
  private @Nullable Plan plan;
  private List<Decision> decisions = List.of();
  private Dag dag = hourly().build();

  @Test
  void aDagWithoutScheduleIsRecordedAndNothingElse() {
    published(dag("manual").task("a"));
    assertThat(decisions)
        .containsExactly(new Decision.RecordPlan(dag.dagId(), DagVersions.hash(dag), false, null));
  }

  @Test
  void aNewDagWithoutCatchupGetsItsLatestRunAndWaitsForTheNext() {
    published(hourly().startDate(NOON.minus(Duration.ofDays(3))));
    assertThat(created()).containsExactly("scheduled__2026-01-01T12:00:00+00:00");
    assertThat(started()).isEqualTo(created());
    assertThat(wokenAt()).containsExactly(NOON.plus(Duration.ofHours(1)));
    assertThat(recorded().nextRun())
        .extracting(Decision.NextRun::runAfter)
        .isEqualTo(NOON.plus(Duration.ofHours(1)));
  }

  @Test
  void catchupCreatesEveryMissedRunInOrderWithinMaxActiveRuns() {
    published(hourly().startDate(NOON.minus(Duration.ofHours(4))).catchup().maxActiveRuns(2));
    assertThat(created())
        .containsExactly(
            "scheduled__2026-01-01T08:00:00+00:00", "scheduled__2026-01-01T09:00:00+00:00");
    finished("scheduled__2026-01-01T08:00:00+00:00", DagRunState.SUCCESS);
    assertThat(created()).containsExactly("scheduled__2026-01-01T10:00:00+00:00");
  }

  @Test
  void aLongCatchupGoesOnStepByStep() {
    published(hourly().startDate(NOON.minus(Duration.ofHours(40))).catchup().maxActiveRuns(100));
    assertThat(created()).hasSize(16);
    assertThat(wokenAt()).containsExactly(now);
    is(new PlanEvent.ScheduleDue(now));
    assertThat(created()).hasSize(16);
    is(new PlanEvent.ScheduleDue(now));
    assertThat(stored().active()).hasSize(41);
  }

  @Test
  void theScheduleGoesOnFromRunToRun() {
    published(hourly().startDate(NOON));
    for (int hour = 1; hour <= 3; hour++) {
      now = NOON.plus(Duration.ofHours(hour));
      is(new PlanEvent.ScheduleDue(now));
      assertThat(created())
          .containsExactly("scheduled__2026-01-01T1" + (2 + hour) + ":00:00+00:00");
    }
  }

  @Test
  void aTimerThatComesTwiceOrTooEarlyCreatesNothing() {
    published(hourly().startDate(NOON));
    var before = stored();
    is(new PlanEvent.ScheduleDue(NOON));
    is(new PlanEvent.ScheduleDue(NOON.plus(Duration.ofHours(1))));
    assertThat(created()).isEmpty();
    assertThat(stored()).isEqualTo(before);
    assertThat(wokenAt()).containsExactly(NOON.plus(Duration.ofHours(1)));
  }

  @Test
  void aRunThatIsTriggeredTwiceIsOneActiveRunThatIsToldToStartAgain() {
    published(dag("manual").task("a").maxActiveRuns(1));
    triggered("first");
    triggered("first");
    assertThat(started()).containsExactly("first");
    triggered("second");
    triggered("second");
    assertThat(stored().waiting()).hasSize(1);
  }

  @Test
  void moreThanAThousandRunsDoNotWait() {
    published(dag("manual").task("a").maxActiveRuns(1));
    for (int i = 0; i <= 1_000; i++) {
      triggered("run" + i);
    }
    assertThat(decisions).isEmpty();
    triggered("one too many");
    assertThat(decisions)
        .singleElement()
        .isInstanceOfSatisfying(
            Decision.RecordRun.class,
            record -> {
              assertThat(record.state()).isEqualTo(DagRunState.FAILED);
              assertThat(record.reason()).isEqualTo("more than 1000 runs of the DAG wait to start");
            });
  }

  @Test
  void aPausedDagStartsNothingAndItsRunsPauseWithIt() {
    published(hourly().startDate(NOON));
    is(new PlanEvent.PausedSet(true));
    assertThat(toldRuns(RunEvent.RunPausedSet.class))
        .containsExactly(new RunEvent.RunPausedSet(true));
    assertThat(recorded().paused()).isTrue();
    is(new PlanEvent.PausedSet(true));
    assertThat(decisions).isEmpty();
    now = NOON.plus(Duration.ofHours(1));
    is(new PlanEvent.ScheduleDue(now));
    triggered("manual");
    assertThat(started()).isEmpty();
    assertThat(created()).isEmpty();
    is(new PlanEvent.PausedSet(false));
    assertThat(started()).containsExactly("manual", "scheduled__2026-01-01T13:00:00+00:00");
  }

  @Test
  void aNewDagIsPausedAsItSaysOrElseAsTheDeploymentSays() {
    var settings = new Settings("lambda", true, false);
    for (var said : new Boolean[] {true, false}) {
      plan = null;
      published(hourly().pausedUponCreation(said));
      assertThat(stored().paused()).isEqualTo(said);
    }
    plan = null;
    var version = DagVersions.hash(dag);
    var step =
        PlanRules.decide(
            null,
            new PlanEvent.DagPublished(version),
            new PlanContext(hourly().build(), settings),
            now);
    assertThat(Objects.requireNonNull(step.next()).paused()).isTrue();
  }

  @Test
  void anotherVersionIsForNewRunsAndLeavesThePauseAlone() {
    published(hourly().startDate(NOON));
    is(new PlanEvent.PausedSet(true));
    published(hourly().startDate(NOON).tags("new"));
    assertThat(stored().paused()).isTrue();
    assertThat(stored().version()).isEqualTo(DagVersions.hash(dag));
    assertThat(recorded().version()).isEqualTo(DagVersions.hash(dag));
    assertThat(stored().active().values())
        .noneMatch(run -> run.version().equals(stored().version()));
  }

  @Test
  void aVersionThatIsPublishedTwiceCreatesNothingMore() {
    published(hourly().startDate(NOON));
    var before = stored();
    is(new PlanEvent.DagPublished(stored().version()));
    assertThat(created()).isEmpty();
    assertThat(stored()).isEqualTo(before);
  }

  @Test
  void aRemovedDagIsScheduledNoMoreUntilItIsBack() {
    published(hourly().startDate(NOON));
    is(new PlanEvent.DagRemoved());
    assertThat(recorded().nextRun()).isNull();
    now = NOON.plus(Duration.ofHours(1));
    is(new PlanEvent.ScheduleDue(now));
    assertThat(created()).isEmpty();
    assertThat(stored().active()).hasSize(1);
    published(hourly().startDate(NOON));
    assertThat(created()).containsExactly("scheduled__2026-01-01T13:00:00+00:00");
  }

  @Test
  void tooManyFailuresInARowPauseTheDag() {
    published(dag("manual").task("a").maxConsecutiveFailedDagRuns(2));
    for (var runId : List.of("a", "b", "c", "d")) {
      triggered(runId);
    }
    finished("a", DagRunState.FAILED);
    finished("b", DagRunState.SUCCESS);
    finished("c", DagRunState.FAILED);
    assertThat(stored().paused()).isFalse();
    finished("d", DagRunState.FAILED);
    assertThat(stored().paused()).isTrue();
    assertThat(recorded().paused()).isTrue();
  }

  @Test
  void anEndThatIsToldTwiceCountsOnce() {
    published(dag("manual").task("a").maxConsecutiveFailedDagRuns(2));
    triggered("a");
    finished("a", DagRunState.FAILED);
    finished("a", DagRunState.FAILED);
    assertThat(stored().paused()).isFalse();
  }

  @Test
  void aFailedRunThatIsTriggeredAgainAndTellsItsEndAgainCountsOnce() {
    published(dag("manual").task("a").maxConsecutiveFailedDagRuns(2));
    for (int told = 0; told < 3; told++) {
      triggered("a");
      finished("a", DagRunState.FAILED);
    }
    assertThat(stored().paused()).isFalse();
    triggered("b");
    finished("b", DagRunState.FAILED);
    assertThat(stored().paused()).isTrue();
  }

  @Test
  void anOldEndThatIsToldAgainNeitherCountsNorEndsTheRow() {
    published(dag("manual").task("a").maxConsecutiveFailedDagRuns(2));
    for (var runId : List.of("a", "b", "c")) {
      triggered(runId);
      finished(runId, runId.equals("b") ? DagRunState.SUCCESS : DagRunState.FAILED);
    }
    triggered("a");
    finished("a", DagRunState.FAILED);
    assertThat(stored().paused()).isFalse();
    triggered("b");
    finished("b", DagRunState.SUCCESS);
    triggered("d");
    finished("d", DagRunState.FAILED);
    assertThat(stored().paused()).isTrue();
  }

  @Test
  void runsFailInARowInTheOrderTheyWereDueWhateverTheOrderOfTheirEnds() {
    published(dag("manual").task("a").maxConsecutiveFailedDagRuns(2));
    for (var runId : List.of("a", "b", "c")) {
      triggered(runId);
      now = now.plusSeconds(1);
    }
    finished("a", DagRunState.FAILED);
    finished("b", DagRunState.FAILED);
    assertThat(stored().paused()).as("c, the latest, goes on").isFalse();
    finished("c", DagRunState.FAILED);
    assertThat(stored().paused()).isTrue();
  }

  @Test
  void aWatchHasActiveRunsStartAgain() {
    published(dag("manual").task("a"));
    triggered("a");
    is(new PlanEvent.PlanWatched());
    assertThat(started()).containsExactly("a");
  }

  @Test
  void aDagThatIsNotPublishedKnowsNothing() {
    is(new PlanEvent.PausedSet(true));
    assertThat(plan).isNull();
    assertThat(decisions).isEmpty();
  }

  private static DagDraft hourly() {
    var trigger = new Schedule.Intervals.Trigger(Duration.ZERO);
    return dag("hourly")
        .task("a")
        .schedule(new Schedule.Cron(List.of("0 * * * *"), ZoneOffset.UTC, trigger, false));
  }

  private void published(DagDraft draft) {
    dag = draft.build();
    is(new PlanEvent.DagPublished(DagVersions.hash(dag)));
  }

  private void triggered(String runId) {
    var id = new RunId(runId);
    is(
        new PlanEvent.RunTriggered(
            new RunFacts(id, DagRunType.MANUAL, DagVersions.hash(dag), null, null, null, now)));
  }

  private void finished(String runId, DagRunState state) {
    is(new PlanEvent.RunFinished(new RunId(runId), state));
  }

  private void is(PlanEvent event) {
    var step = PlanRules.decide(plan, event, new PlanContext(dag, Settings.DEFAULT), now);
    plan = step.next();
    decisions = step.decisions();
  }

  private Plan stored() {
    return Objects.requireNonNull(plan);
  }

  private List<String> created() {
    return decisions(Decision.CreateRun.class)
        .map(create -> create.facts().runId().value())
        .toList();
  }

  private List<String> started() {
    return toldRuns(RunEvent.RunStarted.class).stream()
        .map(started -> started.facts().runId().value())
        .toList();
  }

  private <E> List<E> toldRuns(Class<E> kind) {
    return decisions(Decision.Tell.class)
        .map(Decision.Tell::event)
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  private List<Instant> wokenAt() {
    return decisions(Decision.WakeAt.class).map(Decision.WakeAt::due).toList();
  }

  private Decision.RecordPlan recorded() {
    return decisions(Decision.RecordPlan.class).findFirst().orElseThrow();
  }

  private <D extends Decision> Stream<D> decisions(Class<D> kind) {
    return decisions.stream().filter(kind::isInstance).map(kind::cast);
  }
}
