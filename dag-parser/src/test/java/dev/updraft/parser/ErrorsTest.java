package dev.updraft.parser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong in a DAG, where, and what was probably meant. */
class ErrorsTest {
  private static final String BASH =
      "operator: airflow.providers.standard.operators.bash.BashOperator, bash_command: date";

  @Test
  void aBadDagLeavesTheOthersOfItsFileAlone() {
    var parsed =
        Reading.file(
            """
            bad: {tasks: {a: {operator: nothing}}}
            good: {tasks: {a: {%s}}}
            worse: 7
            """
                .formatted(BASH));
    assertThat(parsed.dags()).extracting(dag -> dag.dagId().value()).containsExactly("good");
    assertThat(parsed.errors()).extracting(FileError::dagId).containsExactly("bad", "worse");
  }

  @Test
  void aMisspeltKeyOfADagNamesTheNearest() {
    assertThat(Reading.errors("d:\n  shcedule: \"@daily\"\n  tasks: {a: {%s}}\n".formatted(BASH)))
        .containsExactly(
            "etl.yml:2:3: DAG d, key shcedule: a DAG has no such key, did you mean schedule?");
  }

  @Test
  void aKeyFarFromAnyIsOnlyAWarning() {
    var text = "d:\n  my_anchors: {x: 1}\n  tasks: {a: {%s}}\n".formatted(BASH);
    assertThat(Reading.errors(text)).isEmpty();
    assertThat(Reading.warnings(text)).singleElement().asString().startsWith("etl.yml:2:3:");
  }

  @Test
  void anArgumentTheOperatorDoesNotTakeIsAnErrorAsInAirflow() {
    assertThat(Reading.errors("d: {tasks: {a: {%s, bash_comand: x}}}".formatted(BASH)))
        .singleElement()
        .asString()
        .endsWith("BashOperator takes no argument bash_comand, did you mean bash_command?");
  }

  @Test
  void anUnknownOperatorTakesAnyArgumentButATypoIsPointedOut() {
    var text = "d: {tasks: {a: {operator: my.Operator, anything: 1, retrys: 2}}}";
    assertThat(Reading.errors(text)).isEmpty();
    assertThat(Reading.warnings(text)).singleElement().asString().endsWith("did you mean retries?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Bashh                | did you mean airflow.providers.standard.operators.bash.BashOperator?
          bash_operator        | did you mean airflow.providers.standard.operators.bash.BashOperator?
          python               | did you mean airflow.providers.standard.operators.python.PythonOperator?
          FileSensr            | did you mean airflow.providers.standard.sensors.filesystem.FileSensor?
          S3Key                | did you mean airflow.providers.amazon.aws.sensors.s3.S3KeySensor?
          nothing              | such as airflow.providers.standard.operators.bash.BashOperator
          """)
  void aNameThatIsNoClassIsNamedWithTheNearestOperator(String written, String hint) {
    assertThat(Reading.errors("d: {tasks: {a: {operator: %s}}}".formatted(written)))
        .singleElement()
        .asString()
        .endsWith(
            "key operator: '%s' is not a class with its package, %s".formatted(written, hint));
  }

  @Test
  void aMisspeltOperatorOfAirflowsIsPointedOut() {
    var text = "d: {tasks: {a: {operator: airflow.providers.standard.operators.bash.BashOprator}}}";
    assertThat(Reading.errors(text)).isEmpty();
    assertThat(Reading.warnings(text))
        .singleElement()
        .asString()
        .endsWith("did you mean airflow.providers.standard.operators.bash.BashOperator?");
  }

  @Test
  void moreActiveRunsThanAPlanHoldsAreSaidToBeTooMany() {
    var text = "d: {max_active_runs: 10001, tasks: {a: {%s}}}".formatted(BASH);
    assertThat(Reading.errors(text)).isEmpty();
    assertThat(Reading.warnings(text))
        .singleElement()
        .asString()
        .endsWith("key max_active_runs: is 10001, but no more than 10000 runs are active at once");
    assertThat(Reading.warnings(text.replace("10001", "10000"))).isEmpty();
  }

  @Test
  void aCycleIsNamedByItsPath() {
    assertThat(
            Reading.errors(
                """
                d:
                  tasks:
                    a: {%1$s, dependencies: [c]}
                    b: {%1$s, dependencies: [a]}
                    c: {%1$s, dependencies: [b]}
                    z: {%1$s, dependencies: [c]}
                """
                    .formatted(BASH)))
        .singleElement()
        .asString()
        .contains("key dependencies: the tasks wait for one another: a -> b -> c -> a");
  }

  @Test
  void aKeyThatStandsTwiceIsAnErrorOfItsDagOnly() {
    var parsed =
        Reading.file(
            "one:\n  tasks:\n    a: {%1$s}\n    a: {%1$s}\ntwo: {tasks: {a: {%1$s}}}\n"
                .formatted(BASH));
    assertThat(parsed.errors())
        .extracting(FileError::line)
        .containsExactly("etl.yml:4:5: DAG one, key a: stands twice, first in line 3");
    assertThat(parsed.dags()).extracting(dag -> dag.dagId().value()).containsExactly("two");
  }

  @Test
  void tasksWithoutADagsNameAreAnError() {
    assertThat(Reading.errors("schedule: '@daily'\ntasks: {a: {%s}}\n".formatted(BASH)))
        .singleElement()
        .asString()
        .contains("expected the DAG's name above its keys");
  }

  /** Each row is a value of a key of a DAG, and what its error says. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          schedule: '61 * * * *'        | schedule | minute
          schedule: '@dialy'            | schedule | did you mean @daily?
          schedule: 7                   | schedule | expected a cron expression
          start_date: 2 weeks           | start_date | is not a date
          start_date: [1]               | start_date | expected a date, this is a list
          timezone: Europe/Pariss       | timezone | is not a time zone
          catchup: sometimes            | catchup | expected true or false
          max_active_runs: 0            | max_active_runs | is 0, it must be at least 1
          tags: etl                     | tags | expected a list of texts, this is text
          dagrun_timeout: 5 minutes     | dagrun_timeout | expected seconds such as 300
          schedule: {datasets: 'a & '}  | schedule | is not a condition over assets
          schedule: {datasets: [a], file: no.yml} | schedule | the file 'no.yml' is not there
          schedule: '@continuous'       | schedule | needs max_active_runs: 1
          """)
  void aBadValueNamesItsKeyAndWhatWasExpected(String field, String key, String message) {
    assertThat(Reading.file("d:\n  %s\n  tasks: {a: {%s}}\n".formatted(field, BASH)).errors())
        .singleElement()
        .satisfies(error -> {
          assertThat(error.dagId()).isEqualTo("d");
          assertThat(error.key()).isEqualTo(key);
          assertThat(error.at().line()).isEqualTo(2);
          assertThat(error.message()).contains(message);
        });
  }

  /** Each row is a field of a task, and what its error says. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          trigger_rule: all_succes   | did you mean all_success?
          retries: -1                | is -1, it must be at least 0
          retry_delay: soon          | expected seconds such as 300
          retry_delay: {__type__: datetime.timedelta, second: 1} | has no second, did you mean seconds?
          weight_rule: heavy         | is not a weight rule
          dependencies: [aa]         | there is no such task or group
          task_group_name: g         | there is no group 'g'
          expand: {env: 3}           | expand needs a list
          on_failure_callback: {a: 1} | a mapping with the key callback
          """)
  void aBadFieldOfATaskIsAnError(String field, String message) {
    assertThat(Reading.errors("d: {tasks: {a: {%s, %s}}}".formatted(BASH, field)))
        .singleElement()
        .asString()
        .contains(message);
  }

  @Test
  void whatAScheduledDagCannotHaveIsRefusedAsAirflowDoes() {
    var tasks = "tasks: {a: {%s}}".formatted(BASH);
    var param = "params: {n: {__type__: airflow.sdk.Param, type: integer}}";
    assertThat(Reading.errors("d: {schedule: '@daily', %s, %s}".formatted(param, tasks)))
        .singleElement()
        .asString()
        .contains("key params")
        .contains("param n");
    assertThat(Reading.errors("d: {%s, %s}".formatted(param, tasks))).isEmpty();
    assertThat(Reading.errors("d: {schedule: '@daily', catchup: true, %s}".formatted(tasks)))
        .singleElement()
        .asString()
        .contains("needs a start_date");
  }

  @Test
  void aPythonOperatorNeedsItsCallable() {
    assertThat(
            Reading.errors(
                "d: {tasks: {a: {operator: airflow.providers.standard.operators.python.PythonOperator}}}"))
        .singleElement()
        .asString()
        .contains("needs python_callable, or python_callable_name and python_callable_file");
  }
}
