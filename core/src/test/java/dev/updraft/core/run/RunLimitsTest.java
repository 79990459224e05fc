package dev.updraft.core.run;

import static dev.updraft.core.fixture.Dags.after;
import static dev.updraft.core.fixture.Dags.dag;
import static dev.updraft.core.fixture.Dags.maxActiveTisPerDag;
import static dev.updraft.core.fixture.Dags.maxActiveTisPerDagrun;
import static dev.updraft.core.fixture.Dags.pool;
import static dev.updraft.core.fixture.Dags.priority;
import static dev.updraft.core.fixture.Dags.retries;
import static dev.updraft.core.fixture.Dags.weight;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.updraft.core.dag.WeightRule;
import dev.updraft.core.fixture.Shapes;
import dev.updraft.core.fixture.TestRun;
import dev.updraft.core.flow.Decision;
import dev.updraft.core.flow.PoolEvent;
import dev.updraft.core.flow.RunEvent;
import dev.updraft.core.flow.Settings;
import dev.updraft.core.flow.Work;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.id.DagId;
import dev.updraft.core.id.PoolName;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.id.TaskInstanceKey;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunLimitsTest {
  @Test
  void noMoreThanMaxActiveTasksRunAtOnce() {
    var run = TestRun.of(Shapes.independent(5).maxActiveTasks(2).build()).starts();
    assertThat(run.onTheirWay()).containsExactly("t0", "t1");
    assertThat(run.succeeds("t1").launched()).containsExactly("t2");
    assertThat(run.onTheirWay()).containsExactly("t0", "t2");
  }

  @Test
  void whoWaitsForARetryOrToLookAgainTakesNoPlace() {
    var run =
        TestRun.of(Shapes.independent(3, retries(1, ofMinutes(1))).maxActiveTasks(1).build())
            .starts();
    assertThat(run.fails("t0").launched()).containsExactly("t1");
    assertThat(run.reschedules("t1", ofMinutes(1), 1).launched()).containsExactly("t2");
    assertThat(run.timePasses(ofMinutes(1)).launched()).isEmpty();
    assertThat(run.succeeds("t2").launched()).containsExactly("t0");
  }

  @Test
  void whoIsMoreImportantStartsFirst() {
    var run =
        TestRun.of(
                dag("d")
                    .task("low", priority(1))
                    .task("high", priority(9))
                    .task("middle", priority(5))
                    .maxActiveTasks(1)
                    .build())
            .starts();
    assertThat(run.launched()).containsExactly("high");
    assertThat(run.succeeds("high").launched()).containsExactly("middle");
    assertThat(run.succeeds("middle").launched()).containsExactly("low");
  }

  @Test
  void byDefaultWhoHasMoreToComeStartsFirst() {
    var run =
        TestRun.of(
                dag("d")
                    .task("short")
                    .task("long")
                    .task("b", after("long"))
                    .maxActiveTasks(1)
                    .build())
            .starts();
    assertThat(run.launched()).containsExactly("long");
  }

  @Test
  void byUpstreamWhoHasMoreBehindItStartsFirst() {
    var up = weight(1, WeightRule.UPSTREAM);
    var run =
        TestRun.of(
                dag("d")
                    .task("a", up)
                    .task("fresh", up)
                    .task("after_a", after("a"), up)
                    .maxActiveTasks(1)
                    .build())
            .starts();
    assertThat(run.launched()).containsExactly("a");
    assertThat(run.succeeds("a").launched()).containsExactly("after_a");
  }

  @Test
  void aTaskOfOneInstanceIsAlwaysWithinItsLimitOfTheRun() {
    var run = TestRun.of(Shapes.independent(2, maxActiveTisPerDagrun(1)).build()).starts();
    assertThat(run.launched()).containsExactly("t0", "t1");
  }

  @Test
  void aTaskInAPoolAsksItAndStartsWhenItIsGranted() {
    var run = TestRun.of(dag("d").task("a", pool("db", 2), priority(7)).build()).starts();
    assertThat(run.launched()).isEmpty();
    assertThat(run.decisions(Decision.Tell.class))
        .containsExactly(
            new Decision.Tell(
                new AggregateKey.OfPool(new PoolName("db")),
                new PoolEvent.SlotsAsked(
                    run.context().key(), run.work("a"), 2, 7, null, TestRun.NOON)));
    assertThat(run.grants("a").launched()).containsExactly("a");
    assertThat(run.succeeds("a").released()).containsExactly("a");
  }

  @Test
  void theDefaultPoolIsOnlyAskedWhereSomeoneGaveItASize() {
    var dag = Shapes.independent(1).build();
    var limited = new Settings("lambda", false, true);
    assertThat(TestRun.of(dag).starts().asked()).isEmpty();
    assertThat(TestRun.of(dag, limited).starts().asked()).containsExactly("t0");
  }

  @Test
  void aTasksLimitOverAllRunsIsAskedBeforeItsPool() {
    var run = TestRun.of(dag("d").task("a", maxActiveTisPerDag(3), pool("db", 1)).build()).starts();
    assertThat(run.decisions(Decision.Tell.class))
        .singleElement()
        .extracting(Decision.Tell::event, type(PoolEvent.SlotsAsked.class))
        .satisfies(
            asked -> assertThat(asked.limit()).isEqualTo(3),
            asked -> assertThat(asked.slots()).isEqualTo(1));
    assertThat(run.grants("a").asked()).containsExactly("a");
    assertThat(run.launched()).isEmpty();
    assertThat(run.grants("a").launched()).containsExactly("a");
    assertThat(run.succeeds("a").released()).containsExactly("a", "a");
  }

  @Test
  void aRunAsksForNoMoreThanItCouldUseAtOnce() {
    var run = TestRun.of(Shapes.independent(10, pool("db", 1)).maxActiveTasks(3).build()).starts();
    assertThat(run.asked()).containsExactly("t0", "t1", "t2");
    assertThat(run.grants("t0").asked()).containsExactly("t3");
  }

  @Test
  void aGrantThatNobodyWaitsForIsGivenBack() {
    var run =
        TestRun.of(dag("d").task("a", pool("db", 1), retries(1, ofMinutes(1))).build()).starts();
    var grant = run.grantOf("a");
    run.is(grant).fails("a");
    assertThat(run.released()).containsExactly("a");
    assertThat(run.is(grant).released()).containsExactly("a");
    run.timePasses(ofMinutes(1));
    assertThat(run.is(grant).launched()).isEmpty();
    assertThat(run.decisions())
        .containsExactly(
            new Decision.Tell(
                grant.by(), new PoolEvent.SlotsReleased(run.context().key(), grant.work())));
  }

  @Test
  void aGrantForATaskThatHasNotAskedOrIsNotThereIsGivenBack() {
    var run = TestRun.of(dag("d").task("a").build()).starts();
    var by = new AggregateKey.OfPool(new PoolName("db"));
    var unknown = new Work(new TaskId("zzz"), TaskInstanceKey.UNMAPPED, 1);
    assertThat(run.is(new RunEvent.SlotsGranted(run.work("a"), by)).released())
        .containsExactly("a");
    assertThat(run.is(new RunEvent.SlotsGranted(unknown, by)).released()).containsExactly("zzz");
  }

  @Test
  void anEndedOrForgottenRunGivesItsGrantsBack() {
    var run = TestRun.of(dag("d").task("a").build()).starts().succeeds("a");
    var by = new AggregateKey.OfTaskLimit(new DagId("d"), new TaskId("a"));
    var late = new RunEvent.SlotsGranted(run.work("a"), by);
    assertThat(run.is(late).released()).containsExactly("a");
    assertThat(RunRules.decide(null, late, run.context(), run.now()).decisions())
        .containsExactly(
            new Decision.Tell(by, new PoolEvent.SlotsReleased(run.context().key(), late.work())));
  }

  @Test
  void aGrantThatComesTwiceLaunchesOnce() {
    var run = TestRun.of(dag("d").task("a", pool("db", 1)).build()).starts().grants("a");
    assertThat(run.is(run.grantOf("a")).decisions()).isEmpty();
  }

  @Test
  void aRescheduleGivesTheSlotsBackAndAsksAgain() {
    var run =
        TestRun.of(dag("d").task("a", pool("db", 1)).build())
            .starts()
            .grants("a")
            .reschedules("a", ofSeconds(30), 1);
    assertThat(run.released()).containsExactly("a");
    assertThat(run.timePasses(ofSeconds(30)).asked()).containsExactly("a");
    assertThat(run.grants("a").launched()).containsExactly("a");
  }

  @Test
  void grantedSlotsAreKeptWhileThereIsNoPlaceInTheRun() {
    var run =
        TestRun.of(
                dag("d")
                    .task("pooled", pool("db", 1), priority(1))
                    .task("plain", priority(5))
                    .maxActiveTasks(2)
                    .task("other", priority(4), after("plain"))
                    .build())
            .starts();
    run.pauses().grants("pooled");
    assertThat(run.launched()).isEmpty();
    assertThat(run.unpauses().launched()).containsExactly("pooled");
  }

  @Test
  void theOthersPassWhoWaitsForAPool() {
    var run =
        TestRun.of(
                dag("d")
                    .task("pooled", pool("full", 1), priority(9))
                    .task("plain", priority(1))
                    .maxActiveTasks(1)
                    .build())
            .starts();
    assertThat(run.launched()).containsExactly("plain");
  }

  @Test
  void tenThousandTasksStartWithinTheLimitInOrder() {
    var run = TestRun.of(Shapes.independent(10_000).maxActiveTasks(1_000).build()).starts();
    assertThat(run.launched()).isEqualTo(IntStream.range(0, 1_000).mapToObj(i -> "t" + i).toList());
  }
}
