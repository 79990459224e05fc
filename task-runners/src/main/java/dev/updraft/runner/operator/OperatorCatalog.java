package dev.updraft.runner.operator;

import dev.updraft.core.dag.NativeOperator;
import dev.updraft.runner.sensor.ExternalTaskSensor;
import dev.updraft.runner.sensor.FileSensors;
import dev.updraft.runner.sensor.Sensor;
import dev.updraft.runner.sensor.SensorTask;
import dev.updraft.runner.sensor.TimeSensors;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Which class does the work of which operator, and which of its arguments are templates. */
public final class OperatorCatalog {
  private OperatorCatalog() {}

  /** What runs this operator. */
  public static NativeTask of(NativeOperator operator) {
    return switch (operator) {
      case EMPTY -> _ -> Result.NOTHING;
      case BASH -> new BashTask();
      case PYTHON -> new PythonTask(PythonTask.Kind.RETURN);
      case BRANCH_PYTHON -> new PythonTask(PythonTask.Kind.BRANCH);
      case SHORT_CIRCUIT -> new PythonTask(PythonTask.Kind.SHORT_CIRCUIT);
      case HTTP -> new HttpTask();
      case TRIGGER_DAG_RUN -> new TriggerDagRunTask();
      case LATEST_ONLY -> new LatestOnlyTask();
      case TIME_SENSOR -> sensor(TimeSensors::timeOfDay);
      case TIME_DELTA_SENSOR -> sensor(TimeSensors::delta);
      case DATE_TIME_SENSOR -> sensor(TimeSensors::dateTime);
      case FILE_SENSOR -> sensor(FileSensors::file);
      case S3_KEY_SENSOR -> sensor(FileSensors::s3);
      case HTTP_SENSOR -> sensor(HttpProbe::holds);
      case EXTERNAL_TASK_SENSOR -> sensor(new ExternalTaskSensor());
    };
  }

  private static NativeTask sensor(Sensor sensor) {
    return new SensorTask(sensor, ThreadLocalRandom.current());
  }

  /** The operator's template fields, as Airflow's class lists them. */
  public static List<String> templateFields(NativeOperator operator) {
    return switch (operator) {
      case EMPTY, LATEST_ONLY, TIME_SENSOR -> List.of();
      case BASH -> List.of("bash_command", "env", "cwd");
      case PYTHON, BRANCH_PYTHON, SHORT_CIRCUIT ->
          List.of("templates_dict", "op_args", "op_kwargs");
      case HTTP -> List.of("endpoint", "data", "headers", "http_conn_id");
      case TRIGGER_DAG_RUN ->
          List.of(
              "trigger_dag_id",
              "trigger_run_id",
              "logical_date",
              "conf",
              "wait_for_completion",
              "skip_when_already_exists");
      case TIME_DELTA_SENSOR -> List.of("delta");
      case DATE_TIME_SENSOR -> List.of("target_time");
      case FILE_SENSOR -> List.of("filepath", "fs_conn_id");
      case S3_KEY_SENSOR ->
          List.of("bucket_key", "bucket_name", "aws_conn_id", "region_name", "verify");
      case HTTP_SENSOR -> List.of("endpoint", "request_params", "headers", "http_conn_id");
      case EXTERNAL_TASK_SENSOR ->
          List.of(
              "external_dag_id", "external_task_id", "external_task_ids", "external_task_group_id");
    };
  }
}
