package dev.updraft.core.wire;

import static dev.updraft.core.fixture.Dags.after;
import static dev.updraft.core.fixture.Dags.at;
import static dev.updraft.core.fixture.Dags.bash;
import static dev.updraft.core.fixture.Dags.dag;
import static dev.updraft.core.fixture.Dags.executionTimeout;
import static dev.updraft.core.fixture.Dags.executor;
import static dev.updraft.core.fixture.Dags.maxActiveTisPerDag;
import static dev.updraft.core.fixture.Dags.maxActiveTisPerDagrun;
import static dev.updraft.core.fixture.Dags.pool;
import static dev.updraft.core.fixture.Dags.priority;
import static dev.updraft.core.fixture.Dags.queue;
import static dev.updraft.core.fixture.Dags.retries;
import static dev.updraft.core.fixture.Dags.rule;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.dag.Dag;
import dev.updraft.core.dag.Position;
import dev.updraft.core.dag.TriggerRule;
import dev.updraft.core.fixture.DagDraft;
import dev.updraft.core.fixture.RandomDags;
import dev.updraft.core.fixture.TaskDraft;
import dev.updraft.core.schedule.Schedule;
import java.time.Instant;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DagVersionsTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  void whereSomethingStandsInItsFileMakesNoVersion() {
    var moved =
        dag("etl")
            .task("a", at(new Position("etl.yml", 3, 5)))
            .task("b", after("a"), at(new Position("etl.yml", 9, 5)))
            .position(new Position("etl.yml", 1, 1))
            .build();
    assertThat(DagVersions.hash(moved)).isEqualTo(DagVersions.hash(etl().build()));
  }

  @Test
  void tagsAndUpstreamInAnotherOrderAreTheSameVersion() {
    var one = dag("d").tags("x", "y").task("a").task("b").task("c", after("a", "b")).build();
    var other = dag("d").tags("y", "x").task("a").task("b").task("c", after("b", "a")).build();
    assertThat(DagVersions.hash(one)).isEqualTo(DagVersions.hash(other));
  }

  @Test
  void anythingElseMakesAVersion() {
    var changes =
        Stream.of(
            etl(),
            etl().tags("x"),
            etl().schedule(new Schedule.Once()),
            etl().startDate(NOON),
            etl().endDate(NOON),
            etl().catchup(),
            etl().maxActiveRuns(3),
            etl().maxActiveTasks(3),
            etl().maxConsecutiveFailedDagRuns(3),
            etl().dagrunTimeout(ofMinutes(3)),
            etl().failFast(),
            etl().pausedUponCreation(true),
            etl().pausedUponCreation(false),
            dag("etl2").task("a").task("b", after("a")),
            etl().task("c"),
            dag("etl").task("a").task("b"),
            b(rule(TriggerRule.ALL_DONE)),
            b(retries(1, ofMinutes(1))),
            b(retries(1, ofMinutes(2))),
            b(pool("p", 1)),
            b(pool("p", 2)),
            b(priority(4)),
            b(maxActiveTisPerDag(1)),
            b(maxActiveTisPerDagrun(1)),
            b(executionTimeout(ofMinutes(1))),
            b(executor("worker")),
            b(queue("gpu")),
            b(bash("echo 1")),
            b(bash("echo 2")));
    assertThat(changes.map(DagDraft::build).map(DagVersions::hash)).doesNotHaveDuplicates();
  }

  @Test
  void aDefinitionIsReadBackFromItsJson() {
    assertThat(LongStream.range(0, 100).mapToObj(RandomDags::of).toList())
        .allSatisfy(dag -> {
          var read = Json.read(Json.write(dag), Dag.class);
          assertThat(read).isEqualTo(dag);
          assertThat(DagVersions.hash(read)).isEqualTo(DagVersions.hash(dag));
        });
  }

  private static DagDraft etl() {
    return dag("etl").task("a").task("b", after("a"));
  }

  private static DagDraft b(TaskDraft.Trait trait) {
    return dag("etl").task("a").task("b", after("a"), trait);
  }
}
