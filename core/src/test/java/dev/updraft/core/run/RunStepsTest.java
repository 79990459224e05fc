package dev.updraft.core.run;

import static dev.updraft.core.fixture.Dags.after;
import static dev.updraft.core.fixture.Dags.bash;
import static dev.updraft.core.fixture.Dags.callback;
import static dev.updraft.core.fixture.Dags.dag;
import static dev.updraft.core.fixture.Dags.empty;
import static dev.updraft.core.fixture.Dags.executor;
import static dev.updraft.core.fixture.Dags.operator;
import static dev.updraft.core.fixture.Dags.queue;
import static dev.updraft.core.fixture.Dags.rule;
import static dev.updraft.core.fixture.Dags.setting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.dag.TriggerRule;
import dev.updraft.core.fixture.Shapes;
import dev.updraft.core.fixture.TestRun;
import dev.updraft.core.flow.Decision;
import dev.updraft.core.flow.PlanEvent;
import dev.updraft.core.flow.RunEvent;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.id.AttemptId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunStepsTest {
  @Test
  void aRunGoesThroughItsTasksInOrderAndTellsItsDag() {
    var run = TestRun.of(Shapes.diamond().build());
    assertThat(run.starts().launched()).containsExactly("a");
    assertThat(run.succeeds("a").launched()).containsExactly("b", "c");
    assertThat(run.succeeds("c").launched()).isEmpty();
    assertThat(run.succeeds("b").launched()).containsExactly("d");
    assertThat(run.result()).isEqualTo(DagRunState.RUNNING);
    run.succeeds("d");
    assertThat(run.result()).isEqualTo(DagRunState.SUCCESS);
    assertThat(run.decisions())
        .containsExactly(
            new Decision.RecordRun(run.context().key(), DagRunState.SUCCESS, run.now(), null),
            new Decision.Tell(
                new AggregateKey.OfDag(run.context().key().dagId()),
                new PlanEvent.RunFinished(run.context().key().runId(), DagRunState.SUCCESS)));
  }

  @Test
  void aLaunchSaysWhereAndAsWhat() {
    var run =
        TestRun.of(dag("d").task("a").task("b", executor("worker"), queue("gpu")).build()).starts();
    var launches = run.decisions(Decision.Launch.class);
    assertThat(launches).extracting(Decision.Launch::executor).containsExactly("lambda", "worker");
    assertThat(launches).extracting(Decision.Launch::queue).containsExactly(null, "gpu");
    assertThat(launches.getFirst().id())
        .isEqualTo(AttemptId.of(launches.getFirst().key(), run.now()));
    assertThat(launches.getFirst().key().tryNumber()).isEqualTo(1);
  }

  @Test
  void anEmptyOperatorSucceedsAtOnceAndWithoutARunner() {
    var run =
        TestRun.of(
                dag("d")
                    .task("begin", empty())
                    .task("work", after("begin"))
                    .task("end", empty(), after("work"))
                    .build())
            .starts();
    assertThat(run.state("begin")).isEqualTo(TaskInstanceState.SUCCESS);
    assertThat(run.tryOf("begin")).isEqualTo(1);
    assertThat(run.launched()).containsExactly("work");
    assertThat(run.decisions(Decision.EndAttempt.class))
        .singleElement()
        .satisfies(end -> assertThat(end.state()).isEqualTo(TaskInstanceState.SUCCESS));
    assertThat(run.succeeds("work").result()).isEqualTo(DagRunState.SUCCESS);
  }

  @Test
  void emptyOperatorsThatSomeoneWouldNoticeGoToARunner() {
    var dag =
        dag("d")
            .task("executed", empty(), callback("on_execute_callback", "calls.begun"))
            .task("succeeded", empty(), callback("on_success_callback", List.of("calls.done")))
            .task("reads", empty(), setting("inlets", List.of("s3://in")))
            .task("writes", empty(), setting("outlets", List.of("s3://out")))
            .task("fails", empty(), callback("on_failure_callback", "calls.failed"))
            .task("writesNothing", empty(), setting("outlets", List.of()))
            .task("plain", empty());
    var run = TestRun.of(dag.build()).starts();
    assertThat(run.launched())
        .containsExactlyInAnyOrder("executed", "succeeded", "reads", "writes");
    assertThat(run.state("plain")).isEqualTo(TaskInstanceState.SUCCESS);
  }

  @Test
  void emptyOperatorsTakeNoPlaceOfMaxActiveTasks() {
    var run = TestRun.of(Shapes.independent(20, empty()).maxActiveTasks(1).build()).starts();
    assertThat(run.result()).isEqualTo(DagRunState.SUCCESS);
  }

  @Test
  void aDagWithoutTasksSucceedsAtOnce() {
    assertThat(TestRun.of(dag("none").build()).starts().result()).isEqualTo(DagRunState.SUCCESS);
  }

  @Test
  void aFailureFailsWhatComesAfterIt() {
    var run = TestRun.of(Shapes.chain(3).build()).starts().fails("t0");
    assertThat(run.state("t0")).isEqualTo(TaskInstanceState.FAILED);
    assertThat(run.state("t1")).isEqualTo(TaskInstanceState.UPSTREAM_FAILED);
    assertThat(run.state("t2")).isEqualTo(TaskInstanceState.UPSTREAM_FAILED);
    assertThat(run.result()).isEqualTo(DagRunState.FAILED);
    assertThat(run.reason()).isNull();
  }

  @Test
  void onlyLeavesDecideHowARunEnds() {
    var run =
        TestRun.of(dag("d").task("a").task("clean", after("a"), rule(TriggerRule.ALL_DONE)).build())
            .starts()
            .fails("a")
            .succeeds("clean");
    assertThat(run.result()).isEqualTo(DagRunState.SUCCESS);
  }

  @Test
  void aSkippedLeafIsNoFailure() {
    var run = TestRun.of(Shapes.chain(2).build()).starts().skips("t0");
    assertThat(run.state("t1")).isEqualTo(TaskInstanceState.SKIPPED);
    assertThat(run.result()).isEqualTo(DagRunState.SUCCESS);
  }

  @Test
  void whatCanNeverRunEndsTheRunAsDeadlocked() {
    var run =
        TestRun.of(
                dag("d")
                    .task("a")
                    .task("gone")
                    .task("never", after("gone"), rule(TriggerRule.ALL_SKIPPED))
                    .build())
            .starts()
            .goesOnWith(cells -> {
              var draft = cells.draft();
              draft.state(1, TaskInstanceState.REMOVED);
              return draft.done();
            })
            .succeeds("a");
    assertThat(run.result()).isEqualTo(DagRunState.FAILED);
    assertThat(run.reason()).isEqualTo("deadlocked: no unfinished task can run");
    assertThat(run.state("never")).isEqualTo(TaskInstanceState.NONE);
  }

  @Test
  void aBranchSkipsTasksBeforeAnythingAfterThemIsJudged() {
    var run =
        TestRun.of(
                dag("d")
                    .task("branch")
                    .task("left", after("branch"))
                    .task("right", after("branch"))
                    .task(
                        "join",
                        after("left", "right"),
                        rule(TriggerRule.NONE_FAILED_MIN_ONE_SUCCESS))
                    .build())
            .starts()
            .branches("branch", "right");
    assertThat(run.state("right")).isEqualTo(TaskInstanceState.SKIPPED);
    assertThat(run.launched()).containsExactly("left");
    assertThat(run.succeeds("left").launched()).containsExactly("join");
  }

  @Test
  void aBranchDoesNotSkipWhatRunsOrHasRun() {
    var run =
        TestRun.of(
                dag("d")
                    .task("branch")
                    .task("running")
                    .task("done")
                    .task("after_branch", after("branch"))
                    .build())
            .starts()
            .succeeds("done")
            .branches("branch", "running", "done", "after_branch", "unknown");
    assertThat(run.state("running")).isEqualTo(TaskInstanceState.QUEUED);
    assertThat(run.state("done")).isEqualTo(TaskInstanceState.SUCCESS);
    assertThat(run.state("after_branch")).isEqualTo(TaskInstanceState.SKIPPED);
  }

  @Test
  void aMissingOperatorFailsTheRunWithOneLine() {
    var run =
        TestRun.of(
                dag("d")
                    .task("load", operator("acme.operators.LoadOperator", Map.of()))
                    .task("send", operator("acme.operators.SendOperator", Map.of()))
                    .task("fine", bash("true"))
                    .build())
            .starts();
    assertThat(run.result()).isEqualTo(DagRunState.FAILED);
    assertThat(run.reason())
        .isEqualTo(
            "task `load`: operator acme.operators.LoadOperator has no runner here (and 1 more)");
    assertThat(run.launched()).isEmpty();
  }

  @Test
  void aPausedRunLaunchesNothingAndEndsNothingUntilItIsUnpaused() {
    var run = TestRun.of(Shapes.chain(2).build()).startsPaused();
    assertThat(run.launched()).isEmpty();
    assertThat(run.unpauses().launched()).containsExactly("t0");
    run.pauses();
    assertThat(run.succeeds("t0").launched()).isEmpty();
    assertThat(run.state("t1")).isEqualTo(TaskInstanceState.SCHEDULED);
    assertThat(run.result()).isEqualTo(DagRunState.RUNNING);
    assertThat(run.unpauses().launched()).containsExactly("t1");
  }

  @Test
  void aPausedRunEndsWhenWhatRanHasEnded() {
    var run = TestRun.of(Shapes.chain(1).build()).starts().pauses().succeeds("t0");
    assertThat(run.result()).isEqualTo(DagRunState.SUCCESS);
  }

  @Test
  void anEndedRunAsksTwiceWhatItHasToldButChangesNothing() {
    var run = TestRun.of(Shapes.chain(1).build()).starts().succeeds("t0");
    var news = run.decisions();
    var ended = run.stored();
    run.timePasses(Duration.ofHours(1));
    assertThat(run.isWatched().decisions()).isEqualTo(news);
    assertThat(run.starts().decisions()).isEqualTo(news);
    assertThat(run.is(new RunEvent.RunContinued()).decisions()).isEmpty();
    assertThat(run.pauses().decisions()).isEmpty();
    assertThat(run.stored()).isEqualTo(ended);
  }

  @Test
  void aRunThatHasNotStartedKnowsNothing() {
    var run = TestRun.of(Shapes.chain(1).build());
    var step = RunRules.decide(null, new RunEvent.RunWatched(null), run.context(), run.now());
    assertThat(step.next()).isNull();
    assertThat(step.decisions()).isEmpty();
  }
}
