package dev.updraft.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.dag.Dag;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.run.DagRunState;
import org.junit.jupiter.api.Test;

class NotesTest {
  private static final String RUN = "/api/v2/dags/orders/dagRuns/r1";
  private static final String EXTRACT = RUN + "/taskInstances/extract";
  private final ApiWorld world = new ApiWorld();
  private final Dag dag = SampleDags.orders();
  private final RunKey run;

  NotesTest() {
    world.publish(dag);
    run = world.run(dag, "r1", "queued#1", "none#0", "none#0", "none#0", "none#0");
    world.running(dag, run, "extract", 1);
  }

  @Test
  void aRunsNoteIsSetReplacedAndCleared() {
    assertThat(patched("", "{\"note\":\"look here\"}")).isEqualTo("look here");
    assertThat(patched("", "{\"note\":\"or here\"}")).isEqualTo("or here");
    assertThat(patched("", "{}")).isEqualTo("or here");
    assertThat(world.get("/api/v2/dags/orders/dagRuns").at("/dag_runs/0/note").asText())
        .isEqualTo("or here");
    assertThat(patched("", "{\"note\":null}")).isEqualTo("null");
    patched("", "{\"note\":\"again\"}");
    assertThat(patched("", "{\"note\":\"\"}")).isEqualTo("null");
    assertThat(world.told()).isEmpty();
  }

  @Test
  void aNoteOutlastsTheEndOfItsRun() {
    patched("", "{\"note\":\"kept\"}");
    world.ports().runs().record(run, DagRunState.SUCCESS, ApiWorld.NOON, null);

    assertThat(world.get(RUN).get("note").asText()).isEqualTo("kept");
    assertThat(patched("", "{\"note\":\"afterwards\"}")).isEqualTo("afterwards");
    assertThat(world.get(RUN).get("state").asText()).isEqualTo("success");
  }

  @Test
  void anUpdateMaskTellsWhichFieldsCount() {
    assertThat(patched("?update_mask=note", "{\"note\":\"a\",\"state\":\"failed\"}"))
        .isEqualTo("a");
    assertThat(patched("?update_mask=state", "{\"note\":\"b\"}")).isEqualTo("a");
    assertThat(patched("?update_mask=nope", "{\"note\":\"b\"}")).isEqualTo("a");
    assertThat(world.get(RUN).get("state").asText()).isEqualTo("running");
  }

  @Test
  void aStateThatIsAskedForIsRefusedBeforeAnythingChanges() {
    var answer = world.call("PATCH", RUN, "{\"note\":\"a\",\"state\":\"failed\"}");

    assertThat(answer.status()).isEqualTo(501);
    assertThat(answer.body()).contains("state");
    assertThat(world.get(RUN).get("note").isNull()).isTrue();
    assertThat(world.call("PATCH", RUN, "{\"state\":\"running\"}").body())
        .isEqualTo(
            "{\"detail\":[{\"type\":\"enum\",\"loc\":[\"body\",\"state\"],\"msg\":\"Input should be"
                + " 'queued', 'success' or 'failed'\",\"input\":\"running\",\"ctx\":{\"expected\":"
                + "\"'queued', 'success' or 'failed'\"}}]}");
  }

  @Test
  void aNoteThatIsTooLongOrOfNoRunIsRefused() {
    var tooLong = world.call("PATCH", RUN, "{\"note\":\"" + "n".repeat(1001) + "\"}");
    assertThat(ApiWorld.json(tooLong).at("/detail/0/type").asText()).isEqualTo("string_too_long");
    var unknown = world.call("PATCH", RUN + "x", "{\"note\":\"a\"}");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.body())
        .isEqualTo(
            "{\"detail\":\"The DagRun with dag_id: `orders` and run_id: `r1x` was not found\"}");
  }

  @Test
  void aTaskInstancesNoteIsSetAndCleared() {
    assertThat(noted("", "{\"note\":\"slow\"}")).isEqualTo("slow");
    assertThat(world.get(EXTRACT).get("note").asText()).isEqualTo("slow");
    assertThat(noted("/-1", "{\"note\":\"slower\"}")).isEqualTo("slower");
    assertThat(noted("", "{\"note\":null}")).isEqualTo("slower");
    assertThat(noted("?update_mask=note", "{\"note\":null}")).isEqualTo("null");
    noted("", "{\"note\":\"slow\"}");
    assertThat(noted("", "{\"note\":\"\"}")).isEqualTo("null");
    assertThat(world.get(EXTRACT).get("state").asText()).isEqualTo("running");
  }

  @Test
  void aTaskInstanceWithoutATryHasNowhereToKeepANote() {
    assertThat(patch(RUN + "/taskInstances/report", "{\"note\":\"a\"}")).isEqualTo(409);
    assertThat(patch(RUN + "/taskInstances/nope", "{\"note\":\"a\"}")).isEqualTo(404);
    assertThat(patch(EXTRACT + "/3", "{\"note\":\"a\"}")).isEqualTo(404);
    assertThat(patch(EXTRACT, "{\"new_state\":\"success\"}")).isEqualTo(501);
    assertThat(world.call("PATCH", EXTRACT, "{\"new_state\":\"running\"}").body())
        .contains("Value error, 'running' is not one of ['success', 'failed', 'skipped']");
  }

  private String patched(String query, String body) {
    var answer = world.call("PATCH", RUN + query, body);
    assertThat(answer.status()).describedAs(answer.body()).isEqualTo(200);
    return ApiWorld.json(answer).get("note").asText();
  }

  private String noted(String suffix, String body) {
    var answer = world.call("PATCH", EXTRACT + suffix, body);
    assertThat(answer.status()).describedAs(answer.body()).isEqualTo(200);
    return ApiWorld.json(answer).at("/task_instances/0/note").asText();
  }

  private int patch(String path, String body) {
    return world.call("PATCH", path, body).status();
  }
}
