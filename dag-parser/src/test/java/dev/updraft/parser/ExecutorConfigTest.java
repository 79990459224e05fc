package dev.updraft.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What tasks want of the executor they name. */
class ExecutorConfigTest {
  private static final String OVERRIDES =
      "executor_config: {overrides: {cpu: '1024', memory: '4096'}}";

  @Test
  void overridesOfAContainerAreRefusedWithWhatToDoInstead() {
    var parsed = parsed("lambda", "executor: ecs, " + OVERRIDES);
    assertThat(parsed.dags()).isEmpty();
    assertThat(parsed.errors())
        .singleElement()
        .satisfies(error ->
            assertThat(error.line()).contains("executor_config", "'ecs'", "queue", "ecsTasks"));
    assertThat(parsed("ecs", OVERRIDES).errors()).hasSize(1);
  }

  @Test
  void aConfigThatIsEmptyOrForAnotherExecutorIsTaken() {
    assertThat(parsed("ecs", "executor_config: {}").errors()).isEmpty();
    assertThat(parsed("ecs", "queue: large").errors()).isEmpty();
    assertThat(parsed("ecs", "executor: worker, " + OVERRIDES).errors()).isEmpty();
    assertThat(parsed("local", "executor: ecs, " + OVERRIDES).errors()).isEmpty();
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
