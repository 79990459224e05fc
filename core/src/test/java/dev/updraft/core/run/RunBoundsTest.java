package dev.updraft.core.run;

import static dev.updraft.core.fixture.Dags.after;
import static dev.updraft.core.fixture.Dags.dag;
import static dev.updraft.core.fixture.Dags.empty;
import static dev.updraft.core.fixture.Dags.pool;
import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.fixture.DagDraft;
import dev.updraft.core.fixture.Shapes;
import dev.updraft.core.fixture.TestRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However large a run is, one step decides no more than fits beside its state. */
class RunBoundsTest {
  /** The limit, and what the last change, the end of the run or the word to go on adds to it. */
  private static final int DECIDED_MAX = Progress.DECISIONS_MAX + 4;

  @ParameterizedTest
  @ValueSource(ints = {1_000, 10_000})
  void aFanOutStartsStepByStep(int width) {
    var run = bounded(Shapes.fanOut(width));
    run.starts().succeeds("t0");
    assertThat(run.onTheirWay()).hasSize(width);
    assertThat(run.mostDecidedAtOnce()).isBetween(Progress.DECISIONS_MAX, DECIDED_MAX);
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 10_000})
  void aFanOutOfEmptyOperatorsEndsStepByStep(int width) {
    var run = bounded(Shapes.fanOut(width, empty())).starts().succeeds("t0");
    run.succeeds("t" + (width + 1));
    assertThat(run.result()).isEqualTo(DagRunState.SUCCESS);
    assertThat(run.mostDecidedAtOnce()).isLessThanOrEqualTo(DECIDED_MAX);
  }

  @Test
  void aChainOfEmptyOperatorsEndsStepByStep() {
    var draft = dag("d").task("t0");
    for (int i = 1; i < 5_000; i++) {
      draft.task("t" + i, empty(), after("t" + (i - 1)));
    }
    var run = bounded(draft).starts().succeeds("t0");
    assertThat(run.result()).isEqualTo(DagRunState.SUCCESS);
    assertThat(run.mostDecidedAtOnce()).isLessThanOrEqualTo(DECIDED_MAX);
  }

  @Test
  void aTimeoutStopsStepByStep() {
    var run = bounded(Shapes.independent(10_000).dagrunTimeout(ofHours(1))).starts();
    run.timePasses(ofHours(1));
    assertThat(run.tasksIn(TaskInstanceState.SKIPPED)).hasSize(10_000);
    assertThat(run.result()).isEqualTo(DagRunState.FAILED);
    assertThat(run.mostDecidedAtOnce()).isLessThanOrEqualTo(DECIDED_MAX);
  }

  @Test
  void failFastStopsStepByStep() {
    var run = bounded(Shapes.independent(3_000).failFast()).starts().fails("t1234");
    assertThat(run.tasksIn(TaskInstanceState.FAILED)).hasSize(3_000);
    assertThat(run.result()).isEqualTo(DagRunState.FAILED);
    assertThat(run.mostDecidedAtOnce()).isLessThanOrEqualTo(DECIDED_MAX);
  }

  @Test
  void questionsToAPoolAreAskedStepByStep() {
    var run = bounded(Shapes.independent(2_000, pool("db", 1))).starts();
    assertThat(run.asked()).hasSize(2_000);
    assertThat(run.mostDecidedAtOnce()).isLessThanOrEqualTo(DECIDED_MAX);
  }

  @Test
  void aWatchOverAnyNumberIsOneStep() {
    var run = bounded(Shapes.independent(10_000)).starts();
    run.isWatched();
    assertThat(run.decisions()).hasSizeLessThanOrEqualTo(DECIDED_MAX);
  }

  private static TestRun bounded(DagDraft draft) {
    return TestRun.of(draft.build());
  }
}
