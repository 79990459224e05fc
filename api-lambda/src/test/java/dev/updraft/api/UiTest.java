package dev.updraft.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.wire.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class UiTest {
  private final ApiWorld world = new ApiWorld();

  UiTest() {
    var dag = SampleDags.orders();
    world.publish(dag);
    var run =
        world.run(dag, "r1", "success#1", "failed#1", "upstream_failed#0", "none#0", "none#0");
    world.running(dag, run, "extract", 1);
  }

  @Test
  void theGridsTreeNestsGroupsInTheOrderOfDependencies() {
    var rows = world.get("/ui/grid/structure/orders");

    assertThat(rows.toString())
        .isEqualTo(
            "[{\"id\":\"extract\",\"label\":\"extract\"},{\"id\":\"choose\",\"label\":\"choose\"},"
                + "{\"id\":\"load\",\"label\":\"load\",\"children\":["
                + "{\"id\":\"load.first\",\"label\":\"first\"},"
                + "{\"id\":\"load.second\",\"label\":\"second\"}]},"
                + "{\"id\":\"report\",\"label\":\"report\"}]");
  }

  @Test
  void edgesToAndFromAGroupMeetItsJoins() {
    var graph = world.get("/ui/structure/structure_data?dag_id=orders");

    var edges = graph.get("edges").findValues("source_id").stream().map(n -> n.asText()).toList();
    assertThat(edges)
        .containsExactly(
            "choose",
            "extract",
            "load.downstream_join_id",
            "load.first",
            "load.second",
            "load.upstream_join_id");
    assertThat(graph.get("edges").findValuesAsText("target_id"))
        .containsExactly(
            "load.upstream_join_id",
            "choose",
            "report",
            "load.second",
            "load.downstream_join_id",
            "load.first");
    assertThat(graph.at("/nodes/2/children").findValuesAsText("type"))
        .containsExactly("task", "task", "join", "join");
  }

  @Test
  void aRootRestrictsTheGraph() {
    var graph =
        world.get(
            "/ui/structure/structure_data?dag_id=orders&root=load.second&include_downstream=true");

    assertThat(graph.get("nodes").findValuesAsText("id"))
        .contains("load", "load.second", "report")
        .doesNotContain("extract", "load.first");
  }

  @Test
  void summariesAreLinesAndAGroupStandsForItsWorstTask() {
    var answer = world.call("GET", "/ui/grid/ti_summaries/orders?run_ids=r1&run_ids=none", null);

    assertThat(answer.headers()).containsEntry("content-type", "application/x-ndjson");
    var lines = answer.body().lines().toList();
    assertThat(lines).hasSize(1);
    var nodes = Json.tree(Json.read(lines.getFirst(), Object.class)).get("task_instances");
    assertThat(nodes.findValuesAsText("task_id"))
        .isEqualTo(List.of("extract", "choose", "load.first", "load.second", "load", "report"));
    assertThat(nodes.get(4).get("state").asText()).isEqualTo("upstream_failed");
    assertThat(nodes.get(4).get("child_states").toString())
        .isEqualTo("{\"none\":1,\"upstream_failed\":1}");
    assertThat(nodes.get(0).get("child_states").isNull()).isTrue();
    assertThat(nodes.get(0).get("dag_version_number").asInt()).isEqualTo(1);
  }

  @Test
  void theDagListCarriesLatestRunsAndTheDashboardCounts() {
    var dags = world.get("/ui/dags?dag_runs_limit=5");
    assertThat(dags.at("/dags/0/latest_dag_runs/0/run_id").asText()).isEqualTo("r1");
    assertThat(dags.at("/dags/0").has("bundle_version")).as("nulls are left out").isFalse();
    assertThat(world.get("/ui/dashboard/dag_stats").get("running_dag_count").asInt()).isEqualTo(1);
    assertThat(world.get("/ui/dags/orders/latest_run").get("run_id").asText()).isEqualTo("r1");
    assertThat(world.call("GET", "/ui/dags/nope/latest_run", null).body()).isEqualTo("null");
    assertThat(world.get("/ui/grid/runs/orders?order_by=-run_after").at("/0/state").asText())
        .isEqualTo("running");
  }
}
