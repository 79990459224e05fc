package dev.updraft.core.run;

import static dev.updraft.core.fixture.Dags.dag;
import static dev.updraft.core.fixture.Dags.empty;
import static dev.updraft.core.fixture.Dags.maxActiveTisPerDag;
import static dev.updraft.core.fixture.Dags.pool;
import static dev.updraft.core.fixture.Dags.retries;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.fixture.Shapes;
import dev.updraft.core.fixture.TestRun;
import dev.updraft.core.flow.Decision;
import dev.updraft.core.flow.RunEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RunWatchTest {
  private static final int WATCHED_MAX = 200;
  private static final int WATCHES_A_DAY = 24 * 12;

  @Test
  void aWatchHasEveryLaunchCheckedAsItWasDecided() {
    var run = TestRun.of(Shapes.independent(2).build()).starts();
    var launches = run.decisions(Decision.Launch.class);
    run.timePasses(ofMinutes(1));
    var gone = Instant.parse("2026-01-01T12:00:30Z");
    run.is(new RunEvent.RunWatched(gone));
    assertThat(run.decisions(Decision.Check.class))
        .containsExactly(
            new Decision.Check(launches.get(0), gone, true),
            new Decision.Check(launches.get(1), gone, true));
  }

  @Test
  void aLaunchThatNobodyTakesUpIsSentAgainAtGrowingIntervals() {
    var run = TestRun.of(Shapes.independent(1).build()).starts();
    var sent = new ArrayList<Integer>();
    for (int minutes = 5; minutes <= 130; minutes += 5) {
      run.timePasses(RunEvent.RunWatched.EVERY).isWatched();
      if (run.decisions(Decision.Check.class).getFirst().resend()) {
        sent.add(minutes);
      }
    }
    assertThat(sent).containsExactly(5, 15, 35, 65, 95, 125);
  }

  @Test
  void aTaskThatIsLaunchedAnewIsSentAgainAsEarlyAsAtFirst() {
    var run = TestRun.of(dag("d").task("a", retries(1, ofSeconds(30))).build()).starts();
    run.timePasses(ofMinutes(40)).isWatched().isWatched();
    run.fails("a").timePasses(ofMinutes(1)).isWatched();
    run.timePasses(ofMinutes(4)).isWatched();
    assertThat(run.decisions(Decision.Check.class).getFirst().resend()).isFalse();
    run.timePasses(ofMinutes(1)).isWatched();
    assertThat(run.decisions(Decision.Check.class).getFirst().resend()).isTrue();
  }

  @Test
  void aRunAsksNoOneToWatchIt() {
    var run = TestRun.of(Shapes.independent(1).build()).starts();
    assertThat(run.decisions(Decision.WakeAt.class)).isEmpty();
    assertThat(run.isWatched().decisions(Decision.WakeAt.class)).isEmpty();
  }

  @Test
  void aRowIsToldAgainThatItsRunRunsByOneWatchADay() {
    var run = TestRun.of(Shapes.chain(1).build()).startsPaused();
    var decided = new ArrayList<Decision>();
    for (int watch = 0; watch < 2 * WATCHES_A_DAY; watch++) {
      decided.addAll(run.timePasses(RunEvent.RunWatched.EVERY).isWatched().decisions());
    }
    var runs = new Decision.RecordRun(run.context().key(), DagRunState.RUNNING, TestRun.NOON, null);
    assertThat(decided)
        .filteredOn(Decision.RecordRun.class::isInstance)
        .containsExactly(runs, runs);
  }

  @Test
  void aLostWakeUpOfARetryIsHealed() {
    var run =
        TestRun.of(dag("d").task("a", retries(1, ofSeconds(30))).build())
            .loses(RunWatchTest::isWakeUp)
            .starts()
            .fails("a")
            .timePasses(ofMinutes(1));
    assertThat(run.isWatched().launched()).containsExactly("a");
  }

  @Test
  void aLostWakeUpThatIsNotYetDueIsAskedForAgain() {
    var run =
        TestRun.of(dag("d").task("a", retries(1, ofHours(1))).build())
            .loses(RunWatchTest::isWakeUp)
            .starts()
            .fails("a")
            .loses(none -> false)
            .isWatched();
    assertThat(run.nextDue()).isEqualTo(TestRun.NOON.plus(ofHours(1)));
  }

  @Test
  void aLostQuestionIsAskedAgain() {
    var run = TestRun.of(dag("d").task("a", maxActiveTisPerDag(1), pool("db", 1)).build()).starts();
    var question = run.decisions(Decision.Tell.class);
    assertThat(run.isWatched().decisions(Decision.Tell.class)).isEqualTo(question);
    run.grants("a");
    assertThat(run.isWatched().asked()).containsExactly("a");
    run.grants("a");
    assertThat(run.isWatched().asked()).isEmpty();
  }

  @Test
  void aLostWordToGoOnIsHealed() {
    var run =
        TestRun.of(Shapes.independent(1_000, empty()).build())
            .loses(RunWatchTest::isWordToGoOn)
            .starts();
    assertThat(run.result()).isEqualTo(DagRunState.RUNNING);
    for (int watches = 0; watches < 10 && !run.stored().isFinished(); watches++) {
      run.isWatched();
    }
    assertThat(run.result()).isEqualTo(DagRunState.SUCCESS);
  }

  @Test
  void anEventBetweenTwoStepsDoesNotMakeItLookDeadlocked() {
    var run =
        TestRun.of(Shapes.independent(600, empty()).build())
            .loses(RunWatchTest::isWordToGoOn)
            .starts()
            .pauses();
    assertThat(run.result()).isEqualTo(DagRunState.RUNNING);
    assertThat(run.loses(none -> false).unpauses().result()).isEqualTo(DagRunState.SUCCESS);
  }

  @Test
  void whoWaitsForAPlaceDoesNotKeepTheStuckFromBeingChecked() {
    var run = TestRun.of(Shapes.independent(1_000).maxActiveTasks(4).build()).starts();
    assertThat(checked(run.isWatched())).containsExactly("t0", "t1", "t2", "t3");
  }

  @Test
  void whereTooManyMayBeStuckTheyTakeTurns() {
    var run = TestRun.of(Shapes.independent(1_000).maxActiveTasks(1_000).build()).starts();
    var seen = new TreeSet<String>();
    for (int watch = 0; watch < 5; watch++) {
      run.isWatched();
      assertThat(checked(run)).hasSize(WATCHED_MAX);
      seen.addAll(checked(run));
      run.timePasses(ofMinutes(5));
    }
    assertThat(seen).hasSize(1_000);
  }

  private static List<String> checked(TestRun run) {
    return run.decisions(Decision.Check.class).stream()
        .map(check -> check.launch().key().taskInstance().taskId().value())
        .toList();
  }

  private static boolean isWakeUp(Decision decision) {
    return decision instanceof Decision.WakeAt(var _, var _, RunEvent.WaitOver _);
  }

  private static boolean isWordToGoOn(Decision decision) {
    return decision instanceof Decision.Tell(var _, RunEvent.RunContinued _);
  }
}
