package dev.updraft.standalone.journey;

import dev.updraft.core.dag.NativeOperator;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** A DAG for each operator that runs natively, with the task {@code it}, and how its run ends. */
final class OperatorScenes {
  /** The functions that the DAGs call. */
  static final String PYTHON =
      """
      def value():
          return 1

      def branch():
          return "left"

      def falsy():
          return False
      """;

  /** A task that counts its looks in its XCom, and fails after three. */
  static final String PUSHING =
      """
      import datetime, pathlib
      from airflow.exceptions import AirflowRescheduleException

      def look(folder, ti):
          seen = ti.xcom_pull(task_ids="it", key="looks")
          with open(folder + "/seen", "a") as file:
              print(seen, file=file)
          ti.xcom_push(key="looks", value=(seen or 0) + 1)
          if (seen or 0) < 2:
              raise AirflowRescheduleException(
                  datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=1)
              )
          once = pathlib.Path(folder, "failed")
          if not once.exists():
              once.touch()
              raise ValueError("once")
      """;

  /** A task that pushes many values, and fails once. */
  static final String MANY =
      """
      import pathlib

      def push(folder, ti):
          with open(folder + "/seen", "a") as file:
              print(ti.xcom_pull(task_ids="it", key="k1099"), file=file)
          once = pathlib.Path(folder, "failed")
          if not once.exists():
              once.touch()
              for i in range(1100):
                  ti.xcom_push(key=f"k{i}", value=i)
              raise ValueError("once")
      """;

  private static final String STANDARD = "airflow.providers.standard.";
  private static final String TWO_WAYS =
      """
        left: {operator: airflow.providers.standard.operators.empty.EmptyOperator, dependencies: [it]}
        right: {operator: airflow.providers.standard.operators.empty.EmptyOperator, dependencies: [it]}
      """;

  private OperatorScenes() {}

  /**
   * A DAG and its run.
   *
   * @param yaml the DAG without its id
   * @param look what each look leaves in the log; empty for an operator that does not wait
   * @param ends the states its tasks end in
   */
  record Scene(String yaml, String look, Map<String, String> ends) {}

  static Scene of(NativeOperator operator, Awaited awaited) {
    return switch (operator) {
      case EMPTY -> runs("operators.empty.EmptyOperator", "");
      case BASH -> runs("operators.bash.BashOperator", "bash_command: 'true'");
      case PYTHON ->
          runs("operators.python.PythonOperator", "python_callable: operators_journey.value");
      case BRANCH_PYTHON ->
          new Scene(
              yaml(
                      STANDARD + "operators.python.BranchPythonOperator",
                      "python_callable: operators_journey.branch")
                  + TWO_WAYS,
              "",
              Map.of("it", "success", "left", "success", "right", "skipped"));
      case SHORT_CIRCUIT ->
          new Scene(
              yaml(
                      STANDARD + "operators.python.ShortCircuitOperator",
                      "python_callable: operators_journey.falsy")
                  + TWO_WAYS,
              "",
              Map.of("it", "success", "left", "skipped", "right", "skipped"));
      case HTTP ->
          new Scene(
              yaml(
                  "airflow.providers.http.operators.http.HttpOperator",
                  "method: GET, endpoint: '%s'".formatted(awaited.url("/now"))),
              "",
              Map.of("it", "success"));
      case TRIGGER_DAG_RUN ->
          waits(
              STANDARD + "operators.trigger_dagrun.TriggerDagRunOperator",
              "trigger_dag_id: %s, wait_for_completion: true, trigger_run_id: fixed"
                  .formatted(Awaited.CHILD),
              "looking again later");
      case LATEST_ONLY -> runs("operators.latest_only.LatestOnlyOperator", "");
      case TIME_SENSOR -> timeOfDay(awaited);
      case TIME_DELTA_SENSOR ->
          waits(
              STANDARD + "sensors.time_delta.TimeDeltaSensor",
              "delta: {__type__: datetime.timedelta, seconds: %d}"
                  .formatted(awaited.delay().toSeconds()),
              "Checking if the time");
      case DATE_TIME_SENSOR ->
          waits(
              STANDARD + "sensors.date_time.DateTimeSensor",
              "target_time: '%s'".formatted(awaited.moment()),
              "Checking if the time");
      case FILE_SENSOR ->
          waits(
              STANDARD + "sensors.filesystem.FileSensor",
              "filepath: '%s'".formatted(awaited.file()),
              "Poking for file");
      case S3_KEY_SENSOR ->
          waits(
              "airflow.providers.amazon.aws.sensors.s3.S3KeySensor",
              "bucket_key: '%s'".formatted(awaited.object()),
              "Poking for key");
      case HTTP_SENSOR ->
          waits(
              "airflow.providers.http.sensors.http.HttpSensor",
              "endpoint: '%s'".formatted(awaited.url("/later")),
              "Poking: ");
      case EXTERNAL_TASK_SENSOR ->
          waits(
              STANDARD + "sensors.external_task.ExternalTaskSensor",
              "external_dag_id: %s, external_task_id: it".formatted(Awaited.OTHER),
              "Poking for tasks");
    };
  }

  /** In a zone where it is about noon, so that the moment is of the same day. */
  private static Scene timeOfDay(Awaited awaited) {
    int hour = awaited.moment().atZone(ZoneOffset.UTC).getHour();
    var zone = ZoneOffset.ofHours(12 - hour);
    var local = awaited.moment().atZone(zone).toLocalTime().truncatedTo(ChronoUnit.SECONDS);
    var scene =
        waits(
            STANDARD + "sensors.time_sensor.TimeSensor",
            "target_time: '%s'".formatted(local),
            "Checking if the time");
    var name = "Etc/GMT%+d".formatted(hour - 12);
    return new Scene("timezone: %s\n%s".formatted(name, scene.yaml()), scene.look(), scene.ends());
  }

  private static Scene runs(String operator, String arguments) {
    return new Scene(yaml(STANDARD + operator, arguments), "", Map.of("it", "success"));
  }

  private static Scene waits(String operator, String arguments, String look) {
    return new Scene(
        yaml(operator, arguments + ", poke_interval: 1"), look, Map.of("it", "success"));
  }

  private static String yaml(String operator, String arguments) {
    return """
    schedule: null
    tasks:
      it: {operator: %s%s}
    """
        .formatted(operator, arguments.isEmpty() ? "" : ", " + arguments);
  }

  static String pushing(Path folder) {
    return retried("pushing", "pushing_journey.look", folder);
  }

  static String many(Path folder) {
    return retried("many", "many_journey.push", folder);
  }

  private static String retried(String dagId, String callable, Path folder) {
    return """
    %s:
      schedule: null
      tasks:
        it:
          operator: airflow.providers.standard.operators.python.PythonOperator
          python_callable: %s
          op_kwargs: {folder: %s}
          retries: 1
          retry_delay: 1
    """
        .formatted(dagId, callable, folder);
  }
}
