package dev.updraft.standalone.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} in mid-run and a new start with the same data. */
class CrashJourney {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final List<String> TASKS = List.of("a", "b", "c", "d", "e", "f");

  @Test
  void everyRunEndsWellAndNoTaskSucceedsTwice(@TempDir Path folder) {
    var marks = folder.resolve("marks");
    List<String> runs;
    try (var first = UpdraftProcess.up(folder)) {
      first.write(
          "killed.yml",
          """
          %1$s:
            schedule: null
            default_args: {retries: 2, retry_delay: 1}
            tasks:
              a: {%2$s}
              b: {%2$s}
              c: {%2$s, dependencies: [a, b]}
              d: {%2$s, dependencies: [a]}
              e: {%2$s, dependencies: [c, d]}
              f: {%2$s, dependencies: [e]}
          """
              .formatted(
                  "killed",
                  ("operator: airflow.providers.standard.operators.bash.BashOperator, bash_command: \"echo start"
                          + " {{ run_id }} {{ ti.task_id }} {{ ti.try_number }} >> %1$s; sleep 2; echo end"
                          + " {{ run_id }} {{ ti.task_id }} {{ ti.try_number }} >> %1$s\"")
                      .formatted(marks)));
      var dag = new Journeying(first.api(), "killed").known();
      runs = List.of(dag.trigger(), dag.trigger());
      Eventually.see("a start of c", LONG, () -> lines(marks), CrashJourney::hasStartedC);
      first.kill();
    }
    assertThat(count(marks, "end")).isLessThan((long) runs.size() * TASKS.size());
    try (var second = UpdraftProcess.up(folder)) {
      var dag = new Journeying(second.api(), "killed").known();
      for (var run : runs) {
        assertThat(dag.end(run, LONG)).isEqualTo("success");
        for (var task : TASKS) {
          var tries = dag.tries(run, task);
          assertThat(tries).as(run + " " + task).endsWith("success").hasSizeLessThanOrEqualTo(3);
          assertThat(Collections.frequency(tries, "success")).as(task + tries).isEqualTo(1);
        }
      }
      assertThat(lines(marks)).as("starts and ends of each try").doesNotHaveDuplicates();
      assertThat(count(marks, "start"))
          .as("commands, some cut off by the crash and run again")
          .isGreaterThan((long) runs.size() * TASKS.size());
      var after = dag.trigger();
      assertThat(dag.end(after, LONG)).isEqualTo("success");
    }
  }

  @Test
  void aRunThatWaitsForItsRetryGoesOnAfterTheRestart(@TempDir Path folder) {
    String run;
    try (var first = UpdraftProcess.up(folder)) {
      first.write(
          "waiting.yml",
          """
          waiting:
            schedule: null
            tasks:
              late:
                operator: airflow.providers.standard.operators.bash.BashOperator
                bash_command: 'test -e %1$s || ! touch %1$s'
                retries: 1
                retry_delay: 15
          """
              .formatted(folder.resolve("second")));
      var dag = new Journeying(first.api(), "waiting").known();
      run = dag.trigger();
      Eventually.see(
          "the wait for the retry",
          LONG,
          () -> dag.states(run).get("late"),
          state -> "up_for_retry".equals(state));
      first.kill();
    }
    try (var second = UpdraftProcess.up(folder)) {
      var dag = new Journeying(second.api(), "waiting").known();
      assertThat(dag.end(run, LONG)).isEqualTo("success");
      assertThat(dag.tries(run, "late")).containsExactly("up_for_retry", "success");
    }
  }

  private static boolean hasStartedC(List<String> lines) {
    return lines.stream().anyMatch(line -> line.startsWith("start") && line.contains(" c "));
  }

  private static long count(Path marks, String word) {
    return lines(marks).stream().filter(line -> line.startsWith(word)).count();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }
}
