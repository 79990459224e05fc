package dev.updraft.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The fields of Airflow 3.3.2's answers, no more and no fewer. */
class RestShapesTest {
  private static final String DAG =
      "dag_id dag_display_name is_paused is_stale last_parsed_time last_parse_duration last_expired"
          + " bundle_name bundle_version relative_fileloc fileloc description timetable_summary"
          + " timetable_description timetable_partitioned timetable_periodic tags max_active_tasks"
          + " max_active_runs max_consecutive_failed_dag_runs has_task_concurrency_limits"
          + " has_import_errors next_dagrun_logical_date next_dagrun_data_interval_start"
          + " next_dagrun_data_interval_end next_dagrun_run_after allowed_run_types owners"
          + " is_backfillable file_token";
  private static final String TRY =
      "task_id dag_id dag_run_id map_index start_date end_date duration state try_number max_tries"
          + " task_display_name dag_display_name hostname unixname pool pool_slots queue"
          + " priority_weight operator operator_name queued_when scheduled_when pid executor"
          + " executor_config dag_version";
  private static final String RUN = "/api/v2/dags/orders/dagRuns/r1";
  private final ApiWorld world = new ApiWorld();

  @BeforeEach
  void arrange() {
    var dag = SampleDags.orders();
    world.publish(dag);
    var run = world.run(dag, "r1", "queued#1", "none#0", "none#0", "none#0", "none#0");
    world.running(dag, run, "extract", 1);
  }

  @Test
  void dagsHaveAirflowsFields() {
    hasFields(world.get("/api/v2/dags/orders"), DAG);
    hasFields(world.get("/api/v2/dags").at("/dags/0"), DAG);
    var details = world.get("/api/v2/dags/orders/details");
    hasFields(
        details,
        DAG
            + " catchup dag_run_timeout asset_expression doc_md start_date end_date"
            + " is_paused_upon_creation params render_template_as_native_obj template_search_path"
            + " timezone last_parsed default_args rerun_with_latest_version owner_links is_favorite"
            + " active_runs_count concurrency latest_dag_version");
    assertThat(details.get("dag_run_timeout").asText()).isEqualTo("PT1H");
    assertThat(details.at("/params/country/schema/maxLength").asInt()).isEqualTo(2);
    hasFields(
        details.get("latest_dag_version"),
        "id version_number dag_id bundle_name bundle_version created_at dag_display_name"
            + " bundle_url");
  }

  @Test
  void runsHaveAirflowsFields() {
    var fields =
        "dag_run_id dag_id logical_date queued_at start_date end_date duration data_interval_start"
            + " data_interval_end run_after last_scheduling_decision run_type state triggered_by"
            + " triggering_user_name conf note dag_versions bundle_version dag_display_name"
            + " partition_key partition_date";
    hasFields(world.get(RUN), fields);
    var list = world.get("/api/v2/dags/orders/dagRuns");
    hasFields(list.at("/dag_runs/0"), fields);
    hasFields(list, "dag_runs total_entries total_entries_limit next_cursor previous_cursor");
  }

  @Test
  void taskInstancesAndTheirTriesHaveAirflowsFields() {
    var fields =
        TRY
            + " id logical_date run_after note rendered_map_index rendered_fields trigger"
            + " triggerer_job";
    hasFields(world.get(RUN + "/taskInstances/extract"), fields);
    hasFields(world.get(RUN + "/taskInstances/report"), fields);
    hasFields(world.get(RUN + "/taskInstances").at("/task_instances/0"), fields);
    hasFields(world.get(RUN + "/taskInstances/extract/tries").at("/task_instances/0"), TRY);
  }

  @Test
  void tasksHaveAirflowsFields() {
    var task = world.get("/api/v2/dags/orders/tasks/choose");
    hasFields(
        task,
        "task_id task_display_name owner start_date end_date trigger_rule depends_on_past"
            + " wait_for_downstream retries queue pool pool_slots execution_timeout retry_delay"
            + " retry_exponential_backoff priority_weight weight_rule ui_color ui_fgcolor"
            + " template_fields downstream_task_ids doc_md operator_name params class_ref is_mapped"
            + " extra_links");
    assertThat(task.get("operator_name").asText()).isEqualTo("@task.branch");
    assertThat(task.get("retry_delay").toString())
        .isEqualTo("{\"__type\":\"TimeDelta\",\"days\":0,\"seconds\":300,\"microseconds\":0}");
  }

  @Test
  void poolsAndVariablesHaveAirflowsFields() {
    hasFields(
        world.get("/api/v2/pools/default_pool"),
        "name slots description include_deferred occupied_slots running_slots queued_slots"
            + " scheduled_slots open_slots deferred_slots team_name");
    world.call("POST", "/api/v2/variables", "{\"key\":\"a/b\",\"value\":{\"n\":1}}");
    hasFields(world.get("/api/v2/variables/a%2Fb"), "key value description is_encrypted team_name");
  }

  @Test
  void timesAreUtcToTheMicrosecond() {
    assertThat(world.get(RUN).get("run_after").asText()).isEqualTo("2026-01-01T12:00:00Z");
  }

  private static void hasFields(JsonNode object, String names) {
    var actual = new ArrayList<String>();
    object.fieldNames().forEachRemaining(actual::add);
    assertThat(actual).containsExactlyInAnyOrderElementsOf(List.of(names.split(" ", -1)));
  }
}
