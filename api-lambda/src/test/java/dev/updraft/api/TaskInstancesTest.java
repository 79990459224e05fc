package dev.updraft.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.dag.Dag;
import dev.updraft.core.id.RunKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskInstancesTest {
  private static final String INSTANCES = "/api/v2/dags/orders/dagRuns/r%2B1/taskInstances";
  private final ApiWorld world = new ApiWorld();
  private final Dag dag = SampleDags.orders();
  private final RunKey run;

  TaskInstancesTest() {
    world.publish(dag);
    run = world.run(dag, "r+1", "up_for_retry#1", "queued#1", "none#0", "none#0", "none#0");
  }

  @Test
  void aTaskInstanceThatARunnerHasClaimedIsShownAsRunning() {
    assertThat(state("choose")).isEqualTo("queued");
    var bearer = world.running(dag, run, "choose", 1);

    assertThat(state("choose")).isEqualTo("running");
    assertThat(world.get(INSTANCES + "/choose").get("id").asText())
        .isEqualTo(bearer.id().toString());
    assertThat(world.get(INSTANCES + "/choose").get("hostname").asText()).isEqualTo("host-1");
  }

  @Test
  void whatTheRunHasDecidedOutweighsAnAttemptsRow() {
    world.running(dag, run, "extract", 1);

    assertThat(state("extract")).isEqualTo("up_for_retry");
  }

  @Test
  void aTaskInstanceThatHasNotBeenScheduledIsShownToo() {
    var report = world.get(INSTANCES + "/report");

    assertThat(report.get("state").isNull()).isTrue();
    assertThat(report.get("try_number").asInt()).isZero();
    assertThat(report.get("start_date").isNull()).isTrue();
    assertThat(world.get(INSTANCES).get("total_entries").asInt()).isEqualTo(5);
  }

  @Test
  void aRunThatHasNotStartedHasEveryTaskWithoutAState() {
    world.call(
        "POST", "/api/v2/dags/orders/dagRuns", "{\"logical_date\":null,\"dag_run_id\":\"q\"}");

    var list = world.get("/api/v2/dags/orders/dagRuns/q/taskInstances");
    assertThat(list.get("total_entries").asInt()).isEqualTo(5);
    assertThat(list.at("/task_instances/0/state").isNull()).isTrue();
  }

  @Test
  void taskInstancesAreFilteredByStateAndGroup() {
    assertThat(tasks("?state=queued&state=none&task_group_id=load"))
        .containsExactly("load.first", "load.second");
    assertThat(tasks("?state=up_for_retry")).containsExactly("extract");
    assertThat(tasks("?task_id=choose")).containsExactly("choose");
  }

  @Test
  void aPriorityIsTheSumOfWhatFollows() {
    assertThat(world.get(INSTANCES + "/extract").get("priority_weight").asInt()).isEqualTo(5);
    assertThat(world.get(INSTANCES + "/report").get("priority_weight").asInt()).isEqualTo(1);
  }

  @Test
  void triesThatThereAreRowsOfAreListed() {
    world.running(dag, run, "extract", 1);

    assertThat(world.get(INSTANCES + "/extract/tries").get("total_entries").asInt()).isEqualTo(1);
    assertThat(world.call("GET", INSTANCES + "/extract/tries/2", null).status()).isEqualTo(404);
    assertThat(world.call("GET", INSTANCES + "/extract/listMapped", null).body())
        .contains("is not mapped");
  }

  @Test
  void aTryThatIsToBeRetriedIsRecordedAsFailed() {
    world.running(dag, run, "extract", 1);

    assertThat(state("extract")).isEqualTo("up_for_retry");
    assertThat(world.get(INSTANCES + "/extract/tries").at("/task_instances/0/state").asText())
        .isEqualTo("failed");
  }

  private String state(String taskId) {
    return world.get(INSTANCES + "/" + taskId).get("state").asText();
  }

  private List<String> tasks(String query) {
    return world.get(INSTANCES + query).findValuesAsText("task_id");
  }
}
