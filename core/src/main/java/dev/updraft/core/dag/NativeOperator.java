package dev.updraft.core.dag;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The operators that run natively. An operator is recognised by its class, wherever in Airflow's
 * packages a release keeps it: {@code airflow.operators.bash.BashOperator} of Airflow 2 is {@code
 * airflow.providers.standard.operators.bash.BashOperator} of Airflow 3.
 */
public enum NativeOperator {
  EMPTY,
  BASH,
  PYTHON,
  BRANCH_PYTHON,
  SHORT_CIRCUIT,
  HTTP,
  TRIGGER_DAG_RUN,
  LATEST_ONLY,
  TIME_SENSOR,
  TIME_DELTA_SENSOR,
  DATE_TIME_SENSOR,
  FILE_SENSOR,
  S3_KEY_SENSOR,
  HTTP_SENSOR,
  EXTERNAL_TASK_SENSOR;

  /** The native operator that runs this, if there is one. */
  public static Optional<NativeOperator> of(Operator operator) {
    return Optional.ofNullable(
        operator.decorator()
            ? ofDecorator(operator.classPath())
            : ofClass(operator.classPath(), operator.className()));
  }

  private static @Nullable NativeOperator ofClass(String classPath, String className) {
    if (!classPath.startsWith("airflow.")) {
      return null;
    }
    return switch (className) {
      case "EmptyOperator", "DummyOperator" -> EMPTY;
      case "BashOperator" -> BASH;
      case "PythonOperator" -> PYTHON;
      case "BranchPythonOperator" -> BRANCH_PYTHON;
      case "ShortCircuitOperator" -> SHORT_CIRCUIT;
      case "HttpOperator", "SimpleHttpOperator" -> HTTP;
      case "TriggerDagRunOperator" -> TRIGGER_DAG_RUN;
      case "LatestOnlyOperator" -> LATEST_ONLY;
      case "TimeSensor", "TimeSensorAsync" -> TIME_SENSOR;
      case "TimeDeltaSensor", "TimeDeltaSensorAsync" -> TIME_DELTA_SENSOR;
      case "DateTimeSensor", "DateTimeSensorAsync" -> DATE_TIME_SENSOR;
      case "FileSensor" -> FILE_SENSOR;
      case "S3KeySensor" -> S3_KEY_SENSOR;
      case "HttpSensor" -> HTTP_SENSOR;
      case "ExternalTaskSensor" -> EXTERNAL_TASK_SENSOR;
      default -> null;
    };
  }

  private static @Nullable NativeOperator ofDecorator(String classPath) {
    return switch (classPath) {
      case "airflow.decorators.task",
          "airflow.decorators.task.python",
          "airflow.sdk.task",
          "airflow.sdk.task.python",
          "airflow.sdk.definitions.decorators.task" ->
          PYTHON;
      case "airflow.decorators.task.branch", "airflow.sdk.task.branch" -> BRANCH_PYTHON;
      case "airflow.decorators.task.short_circuit", "airflow.sdk.task.short_circuit" ->
          SHORT_CIRCUIT;
      default -> null;
    };
  }

  /** Whether it runs a Python function of the user's. */
  public boolean isPython() {
    return switch (this) {
      case PYTHON, BRANCH_PYTHON, SHORT_CIRCUIT -> true;
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
          false;
    };
  }

  /** Whether it waits for something, looking again and again. */
  public boolean isSensor() {
    return switch (this) {
      case TIME_SENSOR,
          TIME_DELTA_SENSOR,
          DATE_TIME_SENSOR,
          FILE_SENSOR,
          S3_KEY_SENSOR,
          HTTP_SENSOR,
          EXTERNAL_TASK_SENSOR ->
          true;
      case EMPTY, BASH, PYTHON, BRANCH_PYTHON, SHORT_CIRCUIT, HTTP, TRIGGER_DAG_RUN, LATEST_ONLY ->
          false;
    };
  }
}
