package dev.updraft.standalone.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Long, wide and joined DAGs run to success, every command a real process. */
@ExtendWith(OneUpdraft.class)
class ShapesJourney {
  private static final Duration LONG = Duration.ofMinutes(2).plus(Aws.LONGER);
  private static final String BASH =
      "operator: airflow.providers.standard.operators.bash.BashOperator, bash_command: 'true'";

  private final UpdraftProcess updraft;

  ShapesJourney(UpdraftProcess updraft) {
    this.updraft = updraft;
  }

  private void succeeds(String dagId, String yaml, int tasks) {
    updraft.write(dagId + ".yml", yaml);
    var dag = new Journeying(updraft.api(), dagId).known();
    var run = dag.trigger();
    assertThat(dag.end(run, LONG)).isEqualTo("success");
    assertThat(dag.states(run))
        .hasSize(tasks)
        .allSatisfy((_, state) -> assertThat(state).isEqualTo("success"));
  }

  @Test
  void aChainOfAHundredTasksSucceeds() {
    var yaml = new StringBuilder("chain:\n  schedule: null\n  tasks:\n");
    for (int i = 0; i < 100; i++) {
      var above = i == 0 ? "" : "t" + (i - 1);
      yaml.append("    t%d: {%s, dependencies: [%s]}\n".formatted(i, BASH, above));
    }
    succeeds("chain", yaml.toString(), 100);
  }

  @Test
  void aFanOutOfAThousandTasksSucceeds() {
    var yaml = new StringBuilder("fan:\n  schedule: null\n  max_active_tasks: 64\n  tasks:\n");
    yaml.append("    first: {%s}\n".formatted(BASH));
    for (int i = 0; i < 1_000; i++) {
      yaml.append("    t%d: {%s, dependencies: [first]}\n".formatted(i, BASH));
    }
    succeeds("fan", yaml.toString(), 1_001);
  }

  @Test
  void aDiamondSucceeds() {
    succeeds(
        "diamond",
        """
        diamond:
          schedule: null
          tasks:
            top: {%1$s}
            left: {%1$s, dependencies: [top]}
            right: {%1$s, dependencies: [top]}
            bottom: {%1$s, dependencies: [left, right]}
        """
            .formatted(BASH),
        4);
  }
}
