package dev.updraft.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.flow.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BashTest {
  private static final String BASH = "operators.bash.BashOperator";
  private final FakeExecutionApi api = new FakeExecutionApi();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void theLastLineOfItsOutputIsItsXCom() {
    var ending = Attempts.bash("echo one; echo two >&2").run(api);
    assertThat(ending).isEqualTo(new Ending.Reported(new Outcome.Succeeded()));
    assertThat(api.report().path("state").asText()).isEqualTo("success");
    assertThat(api.xcom("work return_value -1").asText()).isEqualTo("two");
    assertThat(api.log()).contains("one", "two", "Command exited with return code 0");
  }

  @Test
  void exitCode99SkipsTheTask() {
    Attempts.bash("exit 99").run(api);
    assertThat(api.report().path("state").asText()).isEqualTo("skipped");
  }

  @Test
  void anyListedCodeSkipsAndOnlyThose() {
    Attempts.standard(BASH, Map.of("bash_command", "exit 7", "skip_on_exit_code", List.of(7L, 8L)))
        .run(api);
    assertThat(api.report().path("state").asText()).isEqualTo("skipped");
    Attempts.standard(BASH, Map.of("bash_command", "exit 99", "skip_on_exit_code", 1L)).run(api);
    assertThat(api.report().path("state").asText()).isEqualTo("up_for_retry");
  }

  @Test
  void anyOtherCodeFailsAndIsRetriedWhileTheServerWouldRetry() {
    Attempts.bash("exit 3").run(api);
    assertThat(api.report().path("state").asText()).isEqualTo("up_for_retry");
    assertThat(api.log()).anyMatch(line -> line.contains("non-zero exit code 3"));
    api.neverRetry();
    Attempts.bash("exit 3").run(api);
    assertThat(api.report().path("state").asText()).isEqualTo("failed");
  }

  @Test
  void itsEnvironmentReplacesTheWorkersUnlessItIsAppended() {
    var worker = Map.of("PATH", "/usr/bin:/bin", "FROM_WORKER", "yes");
    var command = "echo \"[$MINE $FROM_WORKER $AIRFLOW_CTX_DAG_ID]\"";
    Attempts.standard(BASH, Map.of("bash_command", command, "env", Map.of("MINE", "1")))
        .environment(worker)
        .run(api);
    assertThat(api.log()).contains("[1  etl]");
    Attempts.standard(
            BASH, Map.of("bash_command", command, "env", Map.of("MINE", "1"), "append_env", true))
        .environment(worker)
        .run(api);
    assertThat(api.log()).contains("[1 yes etl]");
  }

  @Test
  void itRunsInItsCwdOrADirectoryOfItsOwn(@TempDir Path directory) {
    Attempts.standard(BASH, Map.of("bash_command", "pwd", "cwd", directory.toString())).run(api);
    assertThat(api.log()).contains(directory.toString());
    Attempts.standard(BASH, Map.of("bash_command", "pwd", "cwd", "/no/such")).run(api);
    assertThat(api.log()).contains("Can not find the cwd: /no/such");
  }

  @Test
  void aMissingCommandIsAFailureThatNamesTaskAndArgument() {
    Attempts.standard(BASH, Map.of()).run(api);
    assertThat(api.report().path("state").asText()).isEqualTo("failed");
    assertThat(api.log()).contains("task 'work' lacks the argument 'bash_command', a text");
  }

  @Test
  void whatItLeavesInTheBackgroundDoesNotHoldItUp() {
    var start = System.nanoTime();
    Attempts.bash("sleep 60 & echo done").run(api);
    assertThat((System.nanoTime() - start) / 1_000_000_000).isLessThan(20);
    assertThat(api.report().path("state").asText()).isEqualTo("success");
  }
}
