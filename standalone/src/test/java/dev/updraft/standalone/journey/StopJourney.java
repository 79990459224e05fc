package dev.updraft.standalone.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C while tasks run, and a new start with the same data. */
class StopJourney {
  private static final Duration LONG = Duration.ofMinutes(2).plus(Aws.LONGER);

  /** One grace of ten seconds and what a stop takes on a busy machine, but never four graces. */
  private static final Duration ONE_GRACE = Duration.ofSeconds(35);

  private static final int TASKS = 4;

  @Test
  void tasksThatIgnoreTheSignalAreHandedBackTogetherAndRunAgainInTheSameTry(@TempDir Path folder) {
    String run;
    try (var first = UpdraftProcess.up(folder)) {
      first.write("stopped.yml", dags(folder));
      var dag = new Journeying(first.api(), "stopped").known();
      run = dag.trigger();
      Eventually.see("all tasks", LONG, () -> begun(folder), count -> count == TASKS);
      first.stop(ONE_GRACE);
    }
    try (var second = UpdraftProcess.up(folder)) {
      var dag = new Journeying(second.api(), "stopped").known();
      assertThat(dag.end(run, LONG)).as(dag.states(run)::toString).isEqualTo("success");
      for (int i = 0; i < TASKS; i++) {
        assertThat(dag.tries(run, "t" + i)).as("t" + i).containsExactly("success");
        assertThat(dag.log(run, "t" + i, 1))
            .containsSubsequence("the first half", "run again elsewhere", "the second half");
      }
    }
  }

  private static long begun(Path folder) {
    return IntStream.range(0, TASKS).filter(i -> Files.exists(folder.resolve("t" + i))).count();
  }

  private static String dags(Path folder) {
    var tasks = new StringBuilder("stopped:\n  schedule: null\n  tasks:\n");
    for (int i = 0; i < TASKS; i++) {
      tasks.append(
          """
              t%1$d:
                operator: airflow.providers.standard.operators.bash.BashOperator
                bash_command: |
                  trap '' TERM
                  if [ -e %2$s ]; then echo the second half; exit 0; fi
                  echo the first half
                  touch %2$s
                  while :; do sleep 1; done
          """
              .formatted(i, folder.resolve("t" + i)));
    }
    return tasks.toString();
  }
}
