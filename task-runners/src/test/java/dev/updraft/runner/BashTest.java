package dev.updraft.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.flow.Outcome;
import java.nio.file.Files;
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
  void itsCommandIsLoggedAsAirflowLogsIt() {
    Attempts.bash("echo 'it is'\ntrue").run(api);
    assertThat(api.log())
        .anyMatch(line ->
            line.startsWith("Running command: ['")
                && line.endsWith("bash', '-c', \"echo 'it is'\\ntrue\"]"))
        .contains("Output:");
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
  void whatHoldsItsOutputInTheBackgroundKeepsItRunning(@TempDir Path directory) {
    Attempts.bash(
            "for i in 1 2 3; do (while [ ! -e %1$s/$((i-1)) ]; do sleep 0.02; done; echo done $i; touch %1$s/$i) & done; echo launched; touch %1$s/0"
                .formatted(directory))
        .run(api);
    assertThat(api.xcom("work return_value -1").asText()).isEqualTo("done 3");
    assertThat(directory).isDirectoryContaining(file -> file.endsWith("3"));
    Attempts.bash("echo payload > >(sleep 0.3; cat)").run(api);
    assertThat(api.xcom("work return_value -1").asText()).isEqualTo("payload");
  }

  @Test
  void whatDoesNotHoldItsOutputEndsWithIt(@TempDir Path directory) throws Exception {
    var pids = directory.resolve("pids");
    Attempts.bash(
            "sleep 310 >/dev/null 2>&1 & echo $! >> %1$s; (exec >/dev/null 2>&1; sleep 311 & echo $! >> %1$s) & wait $!; exit 4"
                .formatted(pids))
        .run(api);
    assertThat(api.log()).contains("Command exited with return code 4");
    assertThat(Files.readAllLines(pids)).hasSize(2).noneMatch(Await::alive);
  }

  @Test
  void itsOwnEndIsAwaitedAfterThatOfItsOutput() {
    Attempts.bash("exec >/dev/null 2>&1; sleep 0.3; exit 5").run(api);
    assertThat(api.log()).contains("Command exited with return code 5");
  }

  @Test
  void aSignalIsANumberBelowZeroAsInPython() {
    Attempts.bash("kill -9 $$").run(api);
    assertThat(api.log()).contains("Command exited with return code -9");
  }

  @Test
  void aLongLastLineIsAWholeXComAndCutOnlyWhereItIsShown() {
    Attempts.bash("printf 'xx'; for i in {1..3000}; do printf '가나다라마바사아자차'; done; echo").run(api);
    var line = "xx" + "가나다라마바사아자차".repeat(3000);
    assertThat(api.xcom("work return_value -1").asText()).isEqualTo(line);
    assertThat(String.join("", api.log())).contains(line);
  }

  @Test
  void aSecretAnywhereInALongLineIsMasked() {
    api.variables.put("api_token", "s3cr3t-value");
    Attempts.bash(
            "t='{{ var.value.api_token }}'; for n in 65530 16380; do printf \"%${n}s$t\\n\"; done;"
                + " printf \"%5242875s$t$t\\n\"; echo")
        .run(api);
    assertThat(api.log().stream().filter(line -> line.contains("s3cr"))).isEmpty();
    assertThat(api.log().stream().filter(line -> line.contains("***"))).hasSize(4);
    assertThat(api.log()).contains("The line above goes on, which is not kept");
  }

  @Test
  void aSecretOfSeveralLinesIsMaskedInEach() {
    api.variables.put("private_key_secret", "first-line-of-it\nand-the-second\n");
    Attempts.bash("printf '%s' '{{ var.value.private_key_secret }}'").run(api);
    assertThat(api.log())
        .contains("***")
        .noneMatch(line -> line.contains("first-line") || line.contains("second"));
  }

  @Test
  void aLastLineThatNoXComCanHoldFailsWithWhatToDo() {
    var command = "printf '%6000000s'";
    Attempts.bash(command).run(api);
    assertThat(api.report().path("state").asText()).isEqualTo("failed");
    assertThat(api.log()).anyMatch(line -> line.contains("set do_xcom_push to false"));
    Attempts.standard(BASH, Map.of("bash_command", command, "do_xcom_push", false)).run(api);
    assertThat(api.report().path("state").asText()).isEqualTo("success");
  }

  @Test
  void bytesThatAreNoCharactersAreShownAsInAirflow() {
    Attempts.bash("printf 'a\\xff\\xe2\\x82b\\xc2\\xa0\\n'").run(api);
    assertThat(api.xcom("work return_value -1").asText()).isEqualTo("a\\xff\\xe2\\x82b");
  }
}
