package dev.updraft.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers have the fields of Airflow 3.3.2's models, no more and no fewer, of their types. */
class RestShapesTest {
  private static final String RUN = "/api/v2/dags/orders/dagRuns/r1";
  private static final String EXTRACT = RUN + "/taskInstances/extract";
  private final ApiWorld world = new ApiWorld();
  private final AirflowFields airflow = AirflowFields.read();

  @BeforeEach
  void arrange() {
    var dag = SampleDags.orders();
    world.publish(dag);
    var run = world.run(dag, "r1", "queued#1", "none#0", "none#0", "none#0", "none#0");
    var bearer = world.running(dag, run, "extract", 1);
    world.withToken("PUT", bearer, "/rtif", "{\"bash_command\":\"true\"}");
    world.withToken("PUT", bearer, "/updraft/log/0", "{\"event\":\"one\"}\n");
    world.ports().xcoms().put(bearer.key(), "return_value", "{\"n\":1}", ApiWorld.NOON);
  }

  @Test
  void dags() {
    airflow.check("DAGResponse", world.get("/api/v2/dags/orders"));
    airflow.check("DAGResponse", world.get("/api/v2/dags").at("/dags/0"));
    airflow.check("DagTagResponse", world.get("/api/v2/dags/orders").at("/tags/0"));
    var details = world.get("/api/v2/dags/orders/details");
    airflow.check("DAGDetailsResponse", details);
    airflow.check("DagVersionResponse", details.get("latest_dag_version"));
    assertThat(details.get("dag_run_timeout").asText()).isEqualTo("PT1H");
    assertThat(details.get("timezone").asText()).isEqualTo("UTC");
    assertThat(details.at("/params/country/schema/maxLength").asInt()).isEqualTo(2);
    var stats = world.get("/api/v2/dagStats").at("/dags/0");
    airflow.check("DagStatsResponse", stats);
    airflow.check("DagStatsStateResponse", stats.at("/stats/0"));
    airflow.check(
        "DagVersionResponse", world.get("/api/v2/dags/orders/dagVersions").at("/dag_versions/0"));
  }

  @Test
  void runs() {
    airflow.check("DAGRunResponse", world.get(RUN));
    airflow.check("DagVersionResponse", world.get(RUN).at("/dag_versions/0"));
    airflow.check("DAGRunResponse", world.get(RUN.replace("/r1", "")).at("/dag_runs/0"));
    airflow.check("DAGRunCollectionResponse", world.get("/api/v2/dags/orders/dagRuns"));
    var posted =
        world.call("POST", "/api/v2/dags/orders/dagRuns", "{\"logical_date\":null,\"conf\":{}}");
    airflow.check("DAGRunResponse", ApiWorld.json(posted));
  }

  @Test
  void taskInstancesWithAndWithoutTries() {
    airflow.check("TaskInstanceResponse", world.get(EXTRACT));
    airflow.check("TaskInstanceResponse", world.get(RUN + "/taskInstances/report"));
    var list = world.get(RUN + "/taskInstances");
    airflow.check("TaskInstanceCollectionResponse", list);
    list.get("task_instances").forEach(row -> airflow.check("TaskInstanceResponse", row));
    airflow.check(
        "TaskInstanceHistoryResponse", world.get(EXTRACT + "/tries").at("/task_instances/0"));
    assertThat(world.get(EXTRACT).at("/rendered_fields/bash_command").asText()).isEqualTo("true");
  }

  @Test
  void tasks() {
    var task = world.get("/api/v2/dags/orders/tasks/choose");
    airflow.check("TaskResponse", task);
    assertThat(task.get("operator_name").asText()).isEqualTo("@task.branch");
    assertThat(task.get("retry_delay").toString())
        .isEqualTo("{\"__type\":\"TimeDelta\",\"days\":0,\"seconds\":300,\"microseconds\":0}");
  }

  @Test
  void logsAndXComs() {
    var log = world.get(EXTRACT + "/logs/1");
    airflow.check("TaskInstancesLogResponse", log);
    assertThat(log.at("/content/0/event").asText()).isEqualTo("one");
    var xcom = EXTRACT + "/xcomEntries";
    airflow.check("XComResponse", world.get(xcom).at("/xcom_entries/0"));
    airflow.check("XComResponseNative", world.get(xcom + "/return_value"));
    airflow.check("XComResponseString", world.get(xcom + "/return_value?stringify=true"));
  }

  @Test
  void poolsVariablesAndImportErrors() {
    airflow.check("PoolResponse", world.get("/api/v2/pools/default_pool"));
    world.call("POST", "/api/v2/variables", "{\"key\":\"a/b\",\"value\":{\"n\":1}}");
    airflow.check("VariableResponse", world.get("/api/v2/variables/a%2Fb"));
    world.publishBroken("broken.yaml", "broken.yaml:3:1: no such field");
    var errors = world.get("/api/v2/importErrors");
    airflow.check("ImportErrorResponse", errors.at("/import_errors/0"));
  }

  @Test
  void versionAndHealth() {
    airflow.check("VersionInfo", world.get("/api/v2/version"));
    for (boolean ticking : new boolean[] {false, true}) {
      if (ticking) {
        world.ports().timers().moveCursor(null, ApiWorld.NOON);
      }
      var health = world.get("/api/v2/monitor/health");
      airflow.check("HealthInfoResponse", health);
      airflow.check("BaseInfoResponse", health.get("metadatabase"));
      airflow.check("SchedulerInfoResponse", health.get("scheduler"));
      airflow.check("TriggererInfoResponse", health.get("triggerer"));
      airflow.check("DagProcessorInfoResponse", health.get("dag_processor"));
    }
  }

  @Test
  void timesAreUtcToTheMicrosecond() {
    assertThat(world.get(RUN).get("run_after").asText()).isEqualTo("2026-01-01T12:00:00Z");
  }
}
