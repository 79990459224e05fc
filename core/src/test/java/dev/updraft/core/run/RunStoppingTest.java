package dev.updraft.core.run;

import static dev.updraft.core.fixture.Dags.after;
import static dev.updraft.core.fixture.Dags.dag;
import static dev.updraft.core.fixture.Dags.maxActiveTisPerDag;
import static dev.updraft.core.fixture.Dags.pool;
import static dev.updraft.core.fixture.Dags.retries;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.fixture.Shapes;
import dev.updraft.core.fixture.TestRun;
import dev.updraft.core.flow.Decision;
import dev.updraft.core.flow.RunEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunStoppingTest {
  @Test
  void aTimeoutSkipsWhatIsUnfinishedAndFailsTheRun() {
    var run =
        TestRun.of(
                dag("d")
                    .task("done")
                    .task("running")
                    .task("retrying", retries(1, ofHours(5)))
                    .task("later", after("running"))
                    .dagrunTimeout(ofHours(1))
                    .build())
            .starts()
            .succeeds("done")
            .fails("retrying")
            .timePasses(ofHours(1));
    assertThat(run.result()).isEqualTo(DagRunState.FAILED);
    assertThat(run.reason()).isEqualTo("timed out after 1h");
    assertThat(run.state("done")).isEqualTo(TaskInstanceState.SUCCESS);
    assertThat(run.tasksIn(TaskInstanceState.SKIPPED))
        .containsExactly("running", "retrying", "later");
    assertThat(ended(run)).containsExactly("running skipped");
  }

  @Test
  void aTimeoutThatComesTooEarlyIsAskedForAgain() {
    var run = TestRun.of(Shapes.chain(1).dagrunTimeout(ofHours(1)).build()).starts();
    run.is(new RunEvent.RunTimedOut());
    assertThat(run.result()).isEqualTo(DagRunState.RUNNING);
    assertThat(run.nextDue()).isEqualTo(TestRun.NOON.plus(ofHours(1)));
  }

  @Test
  void aLateTimeoutStillStopsTheRunAtTheNextEvent() {
    var run =
        TestRun.of(Shapes.chain(2).dagrunTimeout(ofHours(1)).build())
            .loses(decision ->
                decision instanceof Decision.WakeAt(var _, var _, RunEvent.RunTimedOut _))
            .starts()
            .timePasses(ofMinutes(61))
            .isWatched();
    assertThat(run.result()).isEqualTo(DagRunState.FAILED);
  }

  @Test
  void withFailFastWhatRunsFailsAndTheRestIsSkipped() {
    var run =
        TestRun.of(
                dag("d")
                    .task("a")
                    .task("running")
                    .task("after_a", after("a"))
                    .task("retrying", retries(1, ofHours(1)))
                    .failFast()
                    .build())
            .starts()
            .fails("retrying");
    assertThat(run.result()).isEqualTo(DagRunState.RUNNING);
    run.fails("a");
    assertThat(run.tasksIn(TaskInstanceState.FAILED)).containsExactly("a", "running");
    assertThat(run.tasksIn(TaskInstanceState.SKIPPED)).containsExactly("after_a", "retrying");
    assertThat(run.result()).isEqualTo(DagRunState.FAILED);
    assertThat(ended(run)).containsExactly("running failed");
  }

  @Test
  void aTaskThatWaitsToBeLookedAtAgainHasItsAttemptEndedToo() {
    var run =
        TestRun.of(Shapes.independent(2).dagrunTimeout(ofHours(1)).build())
            .starts()
            .reschedules("t0", ofHours(2), 1)
            .timePasses(ofHours(1));
    assertThat(ended(run)).containsExactly("t0 skipped", "t1 skipped");
  }

  @Test
  void aBranchEndsTheAttemptOfAWaitingSensorItSkips() {
    var run =
        TestRun.of(Shapes.independent(2).build())
            .starts()
            .reschedules("t1", ofHours(2), 1)
            .branches("t0", "t1");
    assertThat(ended(run)).containsExactly("t1 skipped");
    assertThat(run.result()).isEqualTo(DagRunState.SUCCESS);
  }

  @Test
  void whatIsStoppedGivesItsSlotsBack() {
    var run =
        TestRun.of(
                dag("d")
                    .task("holds", pool("p", 1))
                    .task("waits", maxActiveTisPerDag(1))
                    .dagrunTimeout(ofHours(1))
                    .build())
            .starts()
            .grants("holds")
            .timePasses(ofHours(1));
    assertThat(run.released()).containsExactly("holds", "waits");
  }

  private static List<String> ended(TestRun run) {
    return run.decisions(Decision.EndAttempt.class).stream()
        .map(end -> end.key().taskInstance().taskId() + " " + end.state().airflowName())
        .toList();
  }
}
