package dev.updraft.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tasks that may take longer than their executor lets them. */
class TimeLimitTest {
  @Test
  void aTaskThatMayOutliveItsFunctionIsRefusedAndToldWhereItCanRun() {
    var parsed = parsed("lambda", "execution_timeout: 871");
    assertThat(parsed.dags()).isEmpty();
    assertThat(parsed.errors())
        .singleElement()
        .satisfies(error ->
            assertThat(error.line())
                .contains("execution_timeout", "871 s", "870 s", "'worker' or 'ecs'"));
  }

  @Test
  void whatFitsOrRunsElsewhereIsTaken() {
    assertThat(parsed("lambda", "execution_timeout: 870").errors()).isEmpty();
    assertThat(parsed("lambda", "execution_timeout: 9000, executor: worker").errors()).isEmpty();
    assertThat(parsed("worker", "execution_timeout: 9000").errors()).isEmpty();
    assertThat(parsed("worker", "execution_timeout: 9000, executor: lambda").errors()).hasSize(1);
    assertThat(parsed("local", "execution_timeout: 9000, executor: lambda").errors()).isEmpty();
    assertThat(parsed("lambda", "retries: 1").errors()).isEmpty();
  }

  private static ParsedFile parsed(String executor, String fields) {
    var text =
        """
        d:
          schedule: null
          default_args: {start_date: 2026-01-01}
          tasks:
            t: {operator: airflow.providers.standard.operators.empty.EmptyOperator, %s}
        """
            .formatted(fields);
    return DagFileParser.parse(
        new ParseRequest(
            "d.yml",
            Reading.bytes(text),
            List.of(),
            Map.of(),
            Instant.EPOCH,
            OtherFiles.NONE,
            ParseSettings.AIRFLOW.withExecutor(executor)));
  }
}
