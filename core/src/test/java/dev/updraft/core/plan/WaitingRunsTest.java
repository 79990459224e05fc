package dev.updraft.core.plan;

import static dev.updraft.core.fixture.Dags.dag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.dag.Dag;
import dev.updraft.core.flow.Decision;
import dev.updraft.core.flow.PlanEvent;
import dev.updraft.core.flow.RunEvent;
import dev.updraft.core.flow.RunFacts;
import dev.updraft.core.flow.Settings;
import dev.updraft.core.id.RunId;
import dev.updraft.core.run.DagRunState;
import dev.updraft.core.run.DagRunType;
import dev.updraft.core.wire.DagVersions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs that someone asked for, from their trigger to their start. */
class WaitingRunsTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  private final Dag dag = dag("manual").task("a").maxActiveRuns(2).build();
  private Instant now = NOON;
  private @Nullable Plan plan;
  private List<Decision> decisions = List.of();

  @BeforeEach
  void theDagIsPublished() {
    is(new PlanEvent.DagPublished(DagVersions.hash(dag)));
  }

  @Test
  void theyStartByTheTimeTheyMayWhateverTheOrderTheyCameIn() {
    triggered("first", NOON);
    triggered("second", NOON);
    assertThat(started()).containsExactly("second");
    triggered("later", NOON.minusSeconds(10));
    triggered("earlier", NOON.minusSeconds(20));
    assertThat(started()).isEmpty();
    ended("first");
    assertThat(started()).containsExactly("earlier");
    ended("second");
    assertThat(started()).containsExactly("later");
  }

  @Test
  void oneWithAFutureRunAfterStartsAtItsSecond() {
    triggered("tonight", NOON.plus(HOUR));
    assertThat(started()).isEmpty();
    assertThat(wokenAt()).containsExactly(NOON.plus(HOUR));
    now = NOON.plus(HOUR).minusMillis(1);
    is(new PlanEvent.ScheduleDue(NOON.plus(HOUR)));
    assertThat(started()).as("a timer that comes too early is only a look").isEmpty();
    now = NOON.plus(HOUR);
    is(new PlanEvent.ScheduleDue(NOON.plus(HOUR)));
    assertThat(started()).containsExactly("tonight");
    assertThat(wokenAt()).isEmpty();
  }

  @Test
  void theFutureKeepsNothingWaitingThatIsDue() {
    triggered("tonight", NOON.plus(HOUR));
    triggered("tomorrow", NOON.plus(HOUR.multipliedBy(24)));
    triggered("now", NOON);
    assertThat(started()).containsExactly("now");
    assertThat(wokenAt()).as("only the next to come wakes").containsExactly(NOON.plus(HOUR));
  }

  @Test
  void whatIsTriggeredAgainAfterItsTimerWasLostStarts() {
    triggered("tonight", NOON.plus(HOUR));
    now = NOON.plus(HOUR.multipliedBy(2));
    triggered("tonight", NOON.plus(HOUR));
    assertThat(started()).containsExactly("tonight");
  }

  @Test
  void pausedTheyWaitAndDoNotWakeThePlan() {
    is(new PlanEvent.PausedSet(true));
    triggered("tonight", NOON.plus(HOUR));
    assertThat(decisions).isEmpty();
    now = NOON.plus(HOUR.multipliedBy(2));
    is(new PlanEvent.PausedSet(false));
    assertThat(started()).containsExactly("tonight");
  }

  private void triggered(String runId, Instant runAfter) {
    var version = DagVersions.hash(dag);
    var id = new RunId(runId);
    is(
        new PlanEvent.RunTriggered(
            new RunFacts(id, DagRunType.MANUAL, version, null, null, null, runAfter)));
  }

  private void ended(String runId) {
    is(new PlanEvent.RunFinished(new RunId(runId), DagRunState.SUCCESS));
  }

  private void is(PlanEvent event) {
    var step = PlanRules.decide(plan, event, new PlanContext(dag, Settings.DEFAULT), now);
    plan = step.next();
    decisions = step.decisions();
  }

  private List<String> started() {
    return decisions.stream()
        .filter(decision -> decision instanceof Decision.Tell(_, RunEvent.RunStarted _))
        .map(decision -> (RunEvent.RunStarted) ((Decision.Tell) decision).event())
        .map(event -> event.facts().runId().value())
        .toList();
  }

  private List<Instant> wokenAt() {
    return decisions.stream()
        .filter(Decision.WakeAt.class::isInstance)
        .map(decision -> ((Decision.WakeAt) decision).due())
        .toList();
  }
}
