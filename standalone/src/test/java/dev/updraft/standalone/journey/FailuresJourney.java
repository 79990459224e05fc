package dev.updraft.standalone.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Failures, retries, skips and timeouts end as Airflow's would. */
@ExtendWith(OneUpdraft.class)
class FailuresJourney {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String BASH =
      "operator: airflow.providers.standard.operators.bash.BashOperator";

  private final UpdraftProcess updraft;

  FailuresJourney(UpdraftProcess updraft) {
    this.updraft = updraft;
  }

  private Journeying dag(String dagId, String below) {
    updraft.write(dagId + ".yml", (dagId + ":\n  schedule: null\n" + below).formatted(BASH));
    return new Journeying(updraft.api(), dagId).known();
  }

  @Test
  void aTaskThatFailsItsLastRetryFailsTheRunAndWhatWaitsForIt() {
    var dag =
        dag(
            "failing",
            """
              tasks:
                bad: {%1$s, bash_command: exit 1, retries: 1, retry_delay: 1}
                after: {%1$s, bash_command: 'true', dependencies: [bad]}
                anyway: {%1$s, bash_command: 'true', dependencies: [bad], trigger_rule: all_done}
            """);
    var run = dag.trigger();
    assertThat(dag.end(run, SOON)).isEqualTo("failed");
    assertThat(dag.states(run))
        .isEqualTo(Map.of("bad", "failed", "after", "upstream_failed", "anyway", "success"));
    assertThat(dag.tries(run, "bad")).containsExactly("failed", "failed");
    assertThat(dag.log(run, "bad", 2)).contains("exit code 1");
  }

  @Test
  void aRetryThatSucceedsEndsTheRunWell(@TempDir Path folder) {
    var dag =
        dag(
            "recovering",
            """
              tasks:
                late: {%%1$s, bash_command: 'test -e %1$s || ! touch %1$s', retries: 2, retry_delay: 1}
                after: {%%1$s, bash_command: 'true', dependencies: [late]}
            """
                .formatted(folder.resolve("second")));
    var run = dag.trigger();
    assertThat(dag.end(run, SOON)).isEqualTo("success");
    assertThat(dag.tries(run, "late")).containsExactly("failed", "success");
  }

  @Test
  void exitCode99SkipsATaskAndWhatWaitsForIt() {
    var dag =
        dag(
            "skipping",
            """
              tasks:
                skip: {%1$s, bash_command: exit 99}
                after: {%1$s, bash_command: 'true', dependencies: [skip]}
                other: {%1$s, bash_command: 'true'}
            """);
    var run = dag.trigger();
    assertThat(dag.end(run, SOON)).isEqualTo("success");
    assertThat(dag.states(run))
        .isEqualTo(Map.of("skip", "skipped", "after", "skipped", "other", "success"));
  }

  @Test
  void anExecutionTimeoutKillsTheCommand(@TempDir Path folder) {
    var mark = folder.resolve("survived");
    var dag =
        dag(
            "slow",
            """
              tasks:
                slow: {%%1$s, bash_command: 'sleep 50 && touch %1$s', execution_timeout: 2}
            """
                .formatted(mark));
    var run = dag.trigger();
    assertThat(dag.end(run, Duration.ofSeconds(40))).isEqualTo("failed");
    assertThat(dag.states(run)).isEqualTo(Map.of("slow", "failed"));
    assertThat(dag.log(run, "slow", 1)).containsIgnoringCase("timeout");
    assertThat(mark).doesNotExist();
    assertThat(ProcessHandle.current().descendants().toList()).noneMatch(FailuresJourney::sleeps);
  }

  private static boolean sleeps(ProcessHandle child) {
    return child.info().commandLine().orElse("").endsWith("sleep 50");
  }

  @Test
  void templatesWithoutAnEndFailAndHoldUpNothingElse() {
    var loop =
        "{%% for i in range(99999) %%}{%% for j in range(99999) %%}{%% endfor %%}{%% endfor %%}";
    var tasks = new StringBuilder("  tasks:\n");
    for (int i = 0; i < 6; i++) {
      tasks.append("    loop%d: {%%1$s, bash_command: '%s'}\n".formatted(i, loop));
    }
    var looping = dag("looping", tasks.toString());
    var beside = dag("beside", "  tasks:\n    quick: {%1$s, bash_command: 'true'}\n");
    var loops = looping.trigger();
    assertThat(beside.end(beside.trigger(), SOON)).isEqualTo("success");
    assertThat(looping.end(loops, Duration.ofMinutes(4))).isEqualTo("failed");
    assertThat(looping.log(loops, "loop0", 1)).contains("cannot be rendered");
  }

  @Test
  void aRunTimeoutFailsTheRunAndSkipsWhatIsLeft() {
    var dag =
        dag(
            "overdue",
            """
              dagrun_timeout: 4
              tasks:
                quick: {%1$s, bash_command: 'true'}
                slow: {%1$s, bash_command: sleep 70, dependencies: [quick]}
                after: {%1$s, bash_command: 'true', dependencies: [slow]}
            """);
    var run = dag.trigger();
    assertThat(dag.end(run, Duration.ofSeconds(40))).isEqualTo("failed");
    assertThat(dag.states(run))
        .isEqualTo(Map.of("quick", "success", "slow", "skipped", "after", "skipped"));
  }
}
