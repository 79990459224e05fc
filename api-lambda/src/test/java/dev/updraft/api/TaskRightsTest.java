package dev.updraft.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.attempt.Tickets.Bearer;
import dev.updraft.core.flow.PlanEvent.RunTriggered;
import dev.updraft.core.run.DagRunType;
import org.junit.jupiter.api.Test;

class TaskRightsTest {
  private static final String XCOM = "/execution/xcoms/orders/r1/extract/";
  private final ApiWorld world = new ApiWorld();
  private final Bearer extract;
  private final Bearer report;

  TaskRightsTest() {
    var dag = SampleDags.orders();
    world.publish(dag);
    world.publish(SampleDags.small("small"));
    var run = world.run(dag, "r1", "queued#1", "none#0", "none#0", "none#0", "queued#1");
    extract = world.running(dag, run, "extract", 1);
    report = world.running(dag, run, "report", 1);
  }

  @Test
  void aTaskWritesItsOwnXComsOnlyAndReadsThoseOfItsDag() {
    assertThat(world.as(extract, "POST", XCOM + "a/b", "{\"x\":[1]}").status()).isEqualTo(201);
    assertThat(world.as(report, "POST", XCOM + "a/b", "2").status()).isEqualTo(403);
    assertThat(world.as(report, "DELETE", XCOM + "a/b", null).status()).isEqualTo(403);
    assertThat(world.as(report, "GET", XCOM + "a/b", null).body())
        .isEqualTo("{\"key\":\"a/b\",\"value\":{\"x\":[1]}}");
    assertThat(world.as(report, "GET", "/execution/xcoms/other/r1/t/k", null).status())
        .isEqualTo(403);
    assertThat(world.as(report, "HEAD", XCOM + "a/b", null).headers())
        .containsEntry("Content-Range", "map_indexes 1");
    assertThat(world.as(report, "GET", XCOM + "a/b/item/0", null).body()).isEqualTo("{\"x\":[1]}");
    assertThat(world.as(report, "GET", XCOM + "a/b/slice", null).body()).isEqualTo("[{\"x\":[1]}]");
    assertThat(world.as(report, "GET", XCOM + "a/b/slice?start=0&step=2147483647", null).body())
        .isEqualTo("[{\"x\":[1]}]");
    assertThat(world.as(report, "GET", XCOM + "none", null).status()).isEqualTo(404);
  }

  @Test
  void aTaskReadsTheDagFoldersFilesAndNobodyElseDoes() {
    world.ports().blobs().put("team/a b.py", new byte[] {'x'});
    world.ports().blobs().put("big.bin", new byte[5 * 1024 * 1024 + 1]);
    var files = "/execution/updraft/files";
    assertThat(world.as(extract, "GET", files, null).body())
        .contains("\"path\":\"team/a b.py\",\"size\":1,\"etag\":", "\"next\":null");
    assertThat(world.as(extract, "GET", files + "/team/a%20b.py", null).body())
        .contains("\"gzip_base64\":\"H4sI");
    assertThat(world.as(extract, "GET", files + "/team/none.py", null).status()).isEqualTo(404);
    assertThat(world.as(extract, "GET", files + "/big.bin", null).status()).isEqualTo(413);
    assertThat(world.call("GET", files, null).status()).isEqualTo(401);
  }

  @Test
  void aRetryIsToldWhichXComsToClear() {
    world.as(extract, "POST", XCOM + "return_value", "1");

    var again = world.withTicket("PATCH", extract, "/run", ApiWorld.CLAIM);

    assertThat(ApiWorld.json(again).get("xcom_keys_to_clear").toString())
        .isEqualTo("[\"return_value\"]");
  }

  @Test
  void aTooLongMappingIsRefused() {
    var answer = world.as(extract, "POST", XCOM + "return_value?mapped_length=1025", "[]");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("unmappable_return_value_length");
  }

  @Test
  void aTaskTriggersARunOnce() {
    var path = "/execution/dag-runs/small/mine";
    assertThat(world.as(extract, "POST", path, "{}").status()).isEqualTo(204);

    assertThat(world.told())
        .singleElement()
        .isInstanceOfSatisfying(
            RunTriggered.class,
            told -> assertThat(told.run().type()).isEqualTo(DagRunType.OPERATOR_TRIGGERED));
    assertThat(world.as(extract, "POST", path, "{}").status()).as("asked again").isEqualTo(204);
    assertThat(world.told()).isEmpty();
    assertThat(world.as(report, "POST", path, "{}").body()).contains("already_exists");
    assertThat(world.as(extract, "GET", path + "/state", null).body())
        .isEqualTo("{\"state\":\"queued\"}");
    assertThat(world.as(extract, "GET", "/execution/dag-runs/count?dag_id=small", null).body())
        .isEqualTo("1");
    assertThat(world.as(extract, "POST", "/execution/dag-runs/nope/x", "{}").status())
        .isEqualTo(404);
  }

  @Test
  void aSensorCountsTaskInstancesOfOtherRuns() {
    var query = "/execution/task-instances/count?dag_id=orders&run_ids=r1";
    assertThat(world.as(extract, "GET", query + "&states=running", null).body()).isEqualTo("2");
    assertThat(world.as(extract, "GET", query + "&states=null&task_ids=choose", null).body())
        .isEqualTo("1");
    assertThat(
            world
                .as(extract, "GET", query.replace("count", "states") + "&task_group_id=load", null)
                .body())
        .isEqualTo("{\"task_states\":{\"r1\":{\"load.first\":null,\"load.second\":null}}}");
  }

  @Test
  void variablesAreInTheClearForTasksAndHiddenFromPeopleIfSecret() {
    world.as(extract, "PUT", "/execution/variables/db_password", "{\"val\":\"s3cret\"}");

    assertThat(world.as(report, "GET", "/execution/variables/db_password", null).body())
        .isEqualTo("{\"key\":\"db_password\",\"value\":\"s3cret\"}");
    assertThat(world.get("/api/v2/variables/db_password").get("value").asText()).isEqualTo("***");
    assertThat(world.call("GET", "/execution/variables/db_password", null).status()).isEqualTo(401);
  }
}
