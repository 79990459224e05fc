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

/**
 * {@code kill -9} in mid-run and a new start with the same data: every run ends as it should, no
 * try is run again under its number, and one try of each task succeeds.
 */
class CrashJourney {
  private static final Duration LONG = Duration.ofMinutes(2).plus(Aws.LONGER);
  private static final List<String> TASKS = List.of("a", "b", "c", "d", "e");

  @Test
  void runsGoOnAfterTheProcessAndAllItStartedWereKilled(@TempDir Path folder) {
    var story = new Story(folder, Kill.WITH_ITS_CHILDREN);
    story.cutAndGoOn();
    assertThat(story.marks()).noneMatch(story.endOfTheCutTry()::equals);
  }

  @Test
  void commandsDoNotOutliveTheProcessThatWasKilledAlone(@TempDir Path folder) {
    var story = new Story(folder, Kill.ALONE);
    story.cutAndGoOn();
    assertThat(story.marks()).noneMatch(story.endOfTheCutTry()::equals);
  }

  @Test
  void theLateEndOfAnOrphanChangesNothing(@TempDir Path folder) {
    var story = new Story(folder, Kill.LEAVING_ORPHANS);
    story.cutAndGoOn();
    assertThat(story.marks()).contains(story.endOfTheCutTry());
  }

  /** Two runs are cut off, one in its task c and one while it waits for a retry. */
  private static final class Story {
    private final Path folder;
    private final Path marks;
    private final Kill kill;
    private String cut = "";
    private String waiting = "";

    Story(Path folder, Kill kill) {
      this.folder = folder;
      this.marks = folder.resolve("marks");
      this.kill = kill;
    }

    void cutAndGoOn() {
      try (var first = UpdraftProcess.up(folder)) {
        first.write("crash.yml", dags());
        startAndKill(first);
      }
      assertThat(marks()).doesNotContain(endOfTheCutTry());
      try (var second = UpdraftProcess.up(folder)) {
        endsWell(second.api());
      }
      assertThat(marks()).as("starts and ends of each try").doesNotHaveDuplicates();
    }

    private void startAndKill(UpdraftProcess first) {
      var dag = new Journeying(first.api(), "cut").known();
      var retrying = new Journeying(first.api(), "waiting").known();
      cut = dag.trigger();
      Eventually.see(
          "a start of c", LONG, this::marks, lines -> lines.contains(mark("start", "c", 1)));
      waiting = retrying.trigger();
      Eventually.see(
          "the wait for the retry",
          LONG,
          () -> retrying.states(waiting).getOrDefault("late", ""),
          "up_for_retry"::equals);
      first.kill(kill);
    }

    private void endsWell(Api api) {
      var dag = new Journeying(api, "cut").known();
      assertThat(dag.end(cut, LONG)).isEqualTo("success");
      for (var task : TASKS) {
        var tries = dag.tries(cut, task);
        assertThat(tries).as(task).endsWith("success").hasSizeLessThanOrEqualTo(3);
        assertThat(Collections.frequency(tries, "success")).as(task + tries).isEqualTo(1);
        assertThat(marks()).as(task + tries).contains(mark("end", task, tries.size()));
      }
      assertThat(dag.tries(cut, "c")).containsExactly("failed", "success");
      var retrying = new Journeying(api, "waiting");
      assertThat(retrying.end(waiting, LONG)).isEqualTo("success");
      assertThat(retrying.tries(waiting, "late")).containsExactly("failed", "success");
    }

    private String dags() {
      return """
      cut:
        schedule: null
        default_args: {retries: 2, retry_delay: 1}
        tasks:
          a: {%1$s}
          b: {%1$s}
          c: {%2$s, dependencies: [a, b]}
          d: {%1$s, dependencies: [a]}
          e: {%1$s, dependencies: [c, d]}
      waiting:
        schedule: null
        tasks:
          late: {%3$s, retries: 1, retry_delay: 8}
      """
          .formatted(
              bash(marking(0.2)),
              bash(marking(5)),
              bash("test -e %1$s || ! touch %1$s".formatted(folder.resolve("late"))));
    }

    private static String bash(String command) {
      return "operator: airflow.providers.standard.operators.bash.BashOperator, bash_command: '%s'"
          .formatted(command);
    }

    /** A command that says when it starts and when it ends. */
    private String marking(double seconds) {
      var which = "{{ run_id }} {{ ti.task_id }} {{ ti.try_number }}";
      return "echo start %1$s >> %2$s; sleep %3$s; echo end %1$s >> %2$s"
          .formatted(which, marks, seconds);
    }

    String endOfTheCutTry() {
      return mark("end", "c", 1);
    }

    private String mark(String word, String task, int tryNumber) {
      var runId = Api.unescaped(cut.substring(cut.lastIndexOf('/') + 1));
      return "%s %s %s %d".formatted(word, runId, task, tryNumber);
    }

    List<String> marks() {
      try {
        return Files.exists(marks) ? Files.readAllLines(marks) : List.of();
      } catch (IOException e) {
        throw new UncheckedIOException(marks + " cannot be read", e);
      }
    }
  }
}
