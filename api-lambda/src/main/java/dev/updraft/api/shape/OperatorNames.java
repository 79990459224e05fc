package dev.updraft.api.shape;

import dev.updraft.core.dag.NativeOperator;
import dev.updraft.core.dag.Operator;
import java.util.List;

/** What Airflow shows of an operator: its class, its name and its template fields. */
public final class OperatorNames {
  private OperatorNames() {}

  /** The class Airflow makes of it, such as {@code BashOperator}. */
  public static String type(Operator operator) {
    return operator.decorator()
        ? "_" + decorated(operator) + "DecoratedOperator"
        : operator.className();
  }

  /** The name people know it by, such as {@code @task.branch}. */
  public static String shown(Operator operator) {
    if (!operator.decorator()) {
      return operator.className();
    }
    return switch (decorated(operator)) {
      case "BranchPython" -> "@task.branch";
      case "ShortCircuit" -> "@task.short_circuit";
      case "Python" -> "@task";
      case String other -> "@task." + other;
    };
  }

  /** The package of its class. */
  public static String module(Operator operator) {
    var path = operator.classPath();
    int dot = path.lastIndexOf('.');
    return dot < 0 ? "" : path.substring(0, dot);
  }

  private static String decorated(Operator operator) {
    return NativeOperator.of(operator)
        .map(known ->
            switch (known) {
              case BRANCH_PYTHON -> "BranchPython";
              case SHORT_CIRCUIT -> "ShortCircuit";
              case PYTHON -> "Python";
              case EMPTY,
                  BASH,
                  HTTP,
                  TRIGGER_DAG_RUN,
                  LATEST_ONLY,
                  TIME_SENSOR,
                  TIME_DELTA_SENSOR,
                  DATE_TIME_SENSOR,
                  FILE_SENSOR,
                  S3_KEY_SENSOR,
                  HTTP_SENSOR,
                  EXTERNAL_TASK_SENSOR ->
                  operator.className();
            })
        .orElse(operator.className());
  }

  /** The template fields of the operators that run natively; none for others. */
  public static List<String> templateFields(Operator operator) {
    return NativeOperator.of(operator).map(OperatorNames::templateFields).orElse(List.of());
  }

  private static List<String> templateFields(NativeOperator operator) {
    return switch (operator) {
      case BASH -> List.of("bash_command", "env", "cwd");
      case PYTHON, BRANCH_PYTHON, SHORT_CIRCUIT ->
          List.of("templates_dict", "op_args", "op_kwargs");
      case HTTP -> List.of("endpoint", "data", "headers");
      case TRIGGER_DAG_RUN ->
          List.of(
              "trigger_dag_id",
              "trigger_run_id",
              "logical_date",
              "conf",
              "wait_for_completion",
              "skip_when_already_exists");
      case DATE_TIME_SENSOR -> List.of("target_time");
      case FILE_SENSOR -> List.of("filepath");
      case S3_KEY_SENSOR -> List.of("bucket_key", "bucket_name");
      case HTTP_SENSOR -> List.of("endpoint", "request_params", "headers");
      case EXTERNAL_TASK_SENSOR ->
          List.of(
              "external_dag_id", "external_task_id", "external_task_ids", "external_task_group_id");
      case EMPTY, LATEST_ONLY, TIME_SENSOR, TIME_DELTA_SENSOR -> List.of();
    };
  }
}
