package dev.updraft.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.dag.Missing;
import org.junit.jupiter.api.Test;

/** What a file asks for and this program does not do is said with the task and its place. */
class MissingTest {
  @Test
  void anUnknownOperatorIsNamedWithItsPlace() {
    var dag =
        Reading.dag(
            """
            d:
              tasks:
                load:
                  operator: airflow.providers.amazon.aws.operators.s3.S3CreateBucketOperator
            """);
    assertThat(Missing.in(dag))
        .containsExactly(
            "task `load` (etl.yml:3:5): operator"
                + " airflow.providers.amazon.aws.operators.s3.S3CreateBucketOperator has no runner"
                + " here");
  }

  @Test
  void whatRunsNativelyIsNotMissing() {
    var dag =
        Reading.dag(
            """
            d:
              tasks:
                a: {operator: airflow.operators.dummy.DummyOperator}
                b: {decorator: airflow.decorators.task, python_callable: m.f}
                c:
                  operator: airflow.providers.amazon.aws.sensors.s3.S3KeySensor
                  bucket_key: s3://b/k
                  deferrable: true
            """);
    assertThat(Missing.in(dag)).isEmpty();
    assertThat(Missing.notes(dag)).isEmpty();
    assertThat(Missing.schedule(dag)).isEmpty();
  }

  @Test
  void featuresThatChangeWhatRunsAreNamed() {
    var dag =
        Reading.dag(
            """
            d:
              tasks:
                a: {decorator: airflow.sdk.task, python_callable: m.f, expand: {x: [1]}}
                b: {operator: airflow.operators.empty.EmptyOperator, depends_on_past: true}
                c: {operator: airflow.operators.empty.EmptyOperator, wait_for_downstream: true}
                e: {decorator: airflow.sdk.teardown, python_callable: m.f}
            """);
    assertThat(Missing.in(dag))
        .extracting(line -> line.substring(line.indexOf("): ") + 3))
        .containsExactly(
            "mapping over x is not done here",
            "depends_on_past is not observed here",
            "wait_for_downstream is not observed here",
            "decorator airflow.sdk.teardown has no runner here",
            "teardown tasks are not run as such here");
  }

  @Test
  void argumentsThatWouldChangeTheResultAreNamed() {
    var dag =
        Reading.dag(
            """
            d:
              tasks:
                a:
                  operator: airflow.providers.standard.operators.bash.BashOperator
                  bash_command: "true"
                  output_processor: m.f
                b:
                  operator: airflow.providers.standard.operators.trigger_dagrun.TriggerDagRunOperator
                  trigger_dag_id: x
                  fail_when_dag_is_paused: false
                c:
                  operator: airflow.providers.standard.operators.trigger_dagrun.TriggerDagRunOperator
                  trigger_dag_id: x
                  reset_dag_run: true
            """);
    assertThat(Missing.in(dag))
        .containsExactly(
            "task `a` (etl.yml:3:5): argument output_processor of BashOperator is not supported"
                + " here",
            "task `c` (etl.yml:11:5): argument reset_dag_run of TriggerDagRunOperator is not"
                + " supported here");
  }

  @Test
  void callbacksAreOnlyNoted() {
    var dag =
        Reading.dag(
            """
            d:
              on_failure_callback: m.f
              tasks:
                a: {operator: airflow.operators.empty.EmptyOperator, on_success_callback: m.g}
            """);
    assertThat(Missing.in(dag)).isEmpty();
    assertThat(Missing.notes(dag))
        .containsExactly(
            "DAG `d` (etl.yml:1:1): on_failure_callback is not called here",
            "task `a` (etl.yml:4:5): on_success_callback is not called here");
  }

  @Test
  void schedulesThatStartNoRunsAreNamedApart() {
    var assets =
        Reading.dag(
            "d: {schedule: [s3://a], tasks: {a: {operator: airflow.operators.empty.EmptyOperator}}}");
    assertThat(Missing.in(assets)).isEmpty();
    assertThat(Missing.schedule(assets))
        .containsExactly(
            "DAG `d` (etl.yml:1:1): updates of assets start no runs here, start them by hand");
    var foreign = Reading.dag("d: {schedule: {__type__: my.Timetable}, tasks: {}}");
    assertThat(Missing.schedule(foreign))
        .containsExactly("DAG `d` (etl.yml:1:1): timetable my.Timetable is not known here");
  }
}
