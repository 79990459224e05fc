package dev.updraft.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.dag.Mapping;
import dev.updraft.core.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PythonTest {
  private static final String PYTHON = "operators.python.PythonOperator";
  private static final String BRANCH = "operators.python.BranchPythonOperator";
  private static final String SHORT_CIRCUIT = "operators.python.ShortCircuitOperator";
  private static final String CODE =
      """
      import logging
      from airflow.exceptions import AirflowFailException, AirflowSkipException
      from airflow.models import Variable

      def add(a, b, *, c=0):
          return a + b + c

      def ctx(ds, params, ti, logical_date, dag_run, **kwargs):
          print("day", ds, logical_date.year, dag_run.run_id, "run_id" in kwargs)
          ti.xcom_push(key="extra", value={"x": [1, 2]})
          return ti.xcom_pull(task_ids="up", key="return_value")

      def noisy():
          import subprocess, sys
          print("printed")
          logging.getLogger("my").info("logged %s", 1)
          sys.stderr.write("to stderr\\n")
          subprocess.run(["echo", "from a child"])

      def skip():
          raise AirflowSkipException("not today")

      def fail_for_good():
          raise AirflowFailException("no use")

      def crash():
          raise ValueError("bad value")

      def strange():
          return object()

      def choose():
          return "left"

      def no():
          return []

      def variable():
          return Variable.get("env") + Variable.get("nope", default_var="!")

      def die():
          import os
          os._exit(7)

      def of_another_run(ti):
          return ti.xcom_pull(task_ids="work", run_id="another")

      def clash():
          import channel, values
          return [channel.NAME, values.NAME]

      def logs():
          import logging
          try:
              1 / 0
          except ZeroDivisionError:
              logging.getLogger("mine").exception("%s went wrong", "sums")
          logging.getLogger("mine").debug("too fine")

      def outputs():
          return {"one": 1, "two": 2}

      def taskflow(values, factor=1, ds=None):
          return [ds, sum(values) * factor]

      def forever(pid_file):
          import os, subprocess, time
          child = subprocess.Popen(["sleep", "300"])
          open(pid_file, "w").write("%d\\n%d\\n" % (os.getpid(), child.pid))
          time.sleep(300)
      """;

  @TempDir Path folder;
  private final FakeExecutionApi api = new FakeExecutionApi();

  @BeforeEach
  void writeCode() throws IOException {
    Files.createDirectories(folder.resolve("team"));
    Files.writeString(folder.resolve("team/work.py"), CODE);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private Attempts call(String function, Map<String, Object> more) {
    var arguments = new java.util.LinkedHashMap<String, Object>(more);
    arguments.put("python_callable", "work." + function);
    return Attempts.standard(PYTHON, Map.copyOf(arguments)).dagFolder(folder);
  }

  private String state() {
    return api.report().path("state").asText();
  }

  @Test
  void argumentsArriveAndTheReturnValueIsItsXCom() {
    call("add", Map.of("op_args", List.of(1L, 2L), "op_kwargs", Map.of("c", 3L))).run(api);
    assertThat(state()).isEqualTo("success");
    assertThat(api.xcom("work return_value -1").asInt()).isEqualTo(6);
    assertThat(api.log()).contains("Done. Returned value was: 6");
  }

  @Test
  void templatedArgumentsAreRenderedAndStored() {
    call(
            "add",
            Map.of("op_args", List.of("{{ ds }}", "-{{ run_id }}"), "op_kwargs", Map.of("c", "!")))
        .run(api);
    assertThat(api.xcom("work return_value -1").asText()).isEqualTo("2026-03-04-manual__1!");
    assertThat(api.callsTo("/rtif").getFirst().body())
        .isEqualTo("{\"op_args\":[\"2026-03-04\",\"-manual__1\"]}");
  }

  @Test
  void theContextIsPassedByName() {
    api.xcoms.put("up return_value -1", Json.tree(Map.of("rows", 3)));
    call("ctx", Map.of()).run(api);
    assertThat(api.log()).contains("day 2026-03-04 2026 manual__1 True");
    assertThat(api.xcom("work extra -1").toString()).isEqualTo("{\"x\":[1,2]}");
    assertThat(api.xcom("work return_value -1").toString()).isEqualTo("{\"rows\":3}");
  }

  @Test
  void whatItPrintsAndLogsBecomesLines() {
    call("noisy", Map.of()).run(api);
    assertThat(api.log()).contains("printed", "logged 1", "to stderr", "from a child");
  }

  @Test
  void airflowsExceptionsMeanWhatTheyMeanWithoutAirflow() {
    call("skip", Map.of()).run(api);
    assertThat(state()).isEqualTo("skipped");
    call("fail_for_good", Map.of()).run(api);
    assertThat(state()).isEqualTo("failed");
    call("crash", Map.of()).run(api);
    assertThat(state()).isEqualTo("up_for_retry");
    assertThat(api.log()).anyMatch(line -> line.contains("line 27, in crash"));
    assertThat(api.log()).contains("ValueError: bad value");
  }

  @Test
  void aValueThatIsNoJsonIsNamed() {
    call("strange", Map.of()).run(api);
    assertThat(state()).isEqualTo("up_for_retry");
    assertThat(api.log())
        .anyMatch(line -> line.contains("the return value, a object, cannot be stored as an XCom"));
  }

  @Test
  void aProcessThatDiesIsAFailure() {
    call("die", Map.of()).run(api);
    assertThat(api.log()).contains("The Python process ended with exit code 7 and no result");
  }

  @Test
  void aMissingFunctionSaysSo() {
    call("nope", Map.of()).run(api);
    assertThat(api.log()).anyMatch(line -> line.contains("has no attribute 'nope'"));
    Attempts.standard(PYTHON, Map.of()).run(api);
    assertThat(api.log()).anyMatch(line -> line.contains("lacks the argument 'python_callable'"));
  }

  @Test
  void aFunctionOfAFileIsFoundByPathAndName() {
    Attempts.standard(
            PYTHON,
            Map.of(
                "python_callable_file",
                folder.resolve("team/work.py").toString(),
                "python_callable_name",
                "outputs"))
        .run(api);
    assertThat(api.xcom("work return_value -1").toString()).isEqualTo("{\"one\":1,\"two\":2}");
  }

  @Test
  void variablesComeFromTheEnvironmentFirst() {
    api.variables.put("env", "server");
    call("variable", Map.of()).run(api);
    assertThat(api.xcom("work return_value -1").asText()).isEqualTo("server!");
    var environment = new java.util.HashMap<>(Attempts.fullEnvironment());
    environment.put("AIRFLOW_VAR_ENV", "own");
    call("variable", Map.of()).environment(environment).run(api);
    assertThat(api.xcom("work return_value -1").asText()).isEqualTo("own!");
  }

  @Test
  void aDecoratedFunctionGetsItsOwnArgumentsAndUpstreamValues() {
    api.xcoms.put("numbers return_value -1", Json.tree(List.of(1, 2, 3)));
    Attempts.decorated(
            "airflow.sdk.task",
            Map.of("python_callable", "work.taskflow", "values", "+numbers", "factor", 2L))
        .dagFolder(folder)
        .run(api);
    assertThat(api.xcom("work return_value -1").toString()).isEqualTo("[\"2026-03-04\",12]");
  }

  @Test
  void multipleOutputsAreXComsOfTheirOwn() {
    Attempts.decorated(
            "airflow.decorators.task",
            Map.of("python_callable", "work.outputs", "multiple_outputs", true))
        .dagFolder(folder)
        .run(api);
    assertThat(api.xcom("work one -1").asInt()).isEqualTo(1);
    assertThat(api.xcom("work two -1").asInt()).isEqualTo(2);
  }

  @Test
  void aMappedInstanceGetsItsElementOfTheCrossProduct() {
    var expand = new java.util.LinkedHashMap<String, Object>();
    expand.put("values", List.of(List.of(1L), List.of(2L)));
    expand.put("factor", "+factors");
    api.xcoms.put("factors return_value -1", Json.tree(List.of(10, 100)));
    Attempts.decorated("airflow.sdk.task", Map.of("python_callable", "work.taskflow"))
        .mapped(new Mapping.Expand(expand, Map.of()), 2)
        .dagFolder(folder)
        .run(api);
    assertThat(api.xcom("work return_value 2").toString()).isEqualTo("[\"2026-03-04\",20]");
  }

  @Test
  void aBranchSkipsWhatItDoesNotFollowButNotWhatComesAfterIt() {
    Attempts.standard(BRANCH, Map.of("python_callable", "work.choose"))
        .dagFolder(folder)
        .downstream(
            Map.of(
                "work",
                List.of("left", "right", "join"),
                "left",
                List.of("join"),
                "right",
                List.of("join")))
        .run(api);
    assertThat(api.callsTo("/skip-downstream").getFirst().body())
        .isEqualTo("{\"tasks\":[\"right\"]}");
    assertThat(api.xcom("work skipmixin_key -1").toString())
        .isEqualTo("{\"followed\":[\"left\",\"join\"]}");
    assertThat(state()).isEqualTo("success");
  }

  @Test
  void aBranchToNowhereFails() {
    Attempts.standard(BRANCH, Map.of("python_callable", "work.choose"))
        .dagFolder(folder)
        .downstream(Map.of("work", List.of("right")))
        .run(api);
    assertThat(state()).isEqualTo("up_for_retry");
    assertThat(api.log()).anyMatch(line -> line.contains("Invalid: 'left'"));
  }

  @Test
  void aFalsyValueShortCircuitsAllOrOnlyTheDirectDownstream() {
    var downstream = Map.of("work", List.of("a"), "a", List.of("b"));
    Attempts.standard(SHORT_CIRCUIT, Map.of("python_callable", "work.no"))
        .dagFolder(folder)
        .downstream(downstream)
        .run(api);
    assertThat(api.callsTo("/skip-downstream").getLast().body())
        .isEqualTo("{\"tasks\":[\"a\",\"b\"]}");
    Attempts.standard(
            SHORT_CIRCUIT,
            Map.of("python_callable", "work.no", "ignore_downstream_trigger_rules", false))
        .dagFolder(folder)
        .downstream(downstream)
        .run(api);
    assertThat(api.callsTo("/skip-downstream").getLast().body()).isEqualTo("{\"tasks\":[\"a\"]}");
  }

  @Test
  void aRunningFunctionIsKilledWithItsChildren() throws IOException {
    var pids = folder.resolve("pids");
    call("forever", Map.of("op_args", List.of(pids.toString())))
        .timeout(java.time.Duration.ofSeconds(2))
        .run(api);
    assertThat(state()).isEqualTo("up_for_retry");
    for (var pid : Files.readAllLines(pids)) {
      Await.until(() -> !Await.alive(pid));
    }
  }

  @Test
  void secretsAreMaskedInLogsAndRenderedFields() {
    api.variables.put("api_token", "s3cr3t-value");
    Attempts.bash("echo '{{ var.value.api_token }}'").run(api);
    assertThat(api.calls)
        .noneMatch(call -> call.path().contains("rtif") && call.body().contains("s3cr3t"));
    assertThat(api.log()).contains("***").noneMatch(line -> line.contains("s3cr3t"));
  }

  @Test
  void anotherRunsXComsAreRefusedAndNotSilentlyThisRuns() {
    call("of_another_run", Map.of()).run(api);
    assertThat(state()).isEqualTo("up_for_retry");
    assertThat(api.log())
        .anyMatch(line -> line.contains("xcom_pull takes the XComs of its own run only"));
  }

  @Test
  void modulesOfTheUsersMayHaveTheNamesOfOurs() throws IOException {
    for (var name : List.of("channel", "values")) {
      Files.writeString(folder.resolve(name + ".py"), "NAME = 'my " + name + "'\n");
    }
    call("clash", Map.of()).run(api);
    assertThat(api.xcom("work return_value -1").toString())
        .isEqualTo("[\"my channel\",\"my values\"]");
  }

  @Test
  void whatIsLoggedWithATracebackArrivesWhole() {
    call("logs", Map.of()).run(api);
    assertThat(state()).isEqualTo("success");
    assertThat(String.join("\n", api.log()))
        .contains("sums went wrong\nTraceback")
        .contains("ZeroDivisionError: division by zero")
        .doesNotContain("too fine");
  }

  @Test
  void whatItsChildrenWriteAfterItsEndIsAwaited() throws IOException {
    Files.writeString(
        folder.resolve("parent.py"),
        """
        import subprocess
        def start():
            subprocess.Popen(["sh", "-c", "sleep 0.5; echo late"])
            return 1
        """);
    Attempts.standard(PYTHON, Map.of("python_callable", "parent.start")).dagFolder(folder).run(api);
    assertThat(state()).isEqualTo("success");
    assertThat(api.log()).contains("late");
  }

  @Test
  void aLineWithoutAnEndIsCutAndItsSecretsAreMasked() throws IOException {
    api.variables.put("api_token", "s3cr3t-value");
    Files.writeString(
        folder.resolve("endless.py"),
        """
        import sys
        from airflow.sdk import Variable
        def talk():
            secret = Variable.get("api_token")
            sys.stdout.write("x" * (1024 * 1024 - 4) + secret)
            for i in range(20):
                sys.stdout.write("y" * 1024 * 1024)
            print()
            print("after")
            return "z" * 70000
        """);
    Attempts.standard(PYTHON, Map.of("python_callable", "endless.talk")).dagFolder(folder).run(api);
    assertThat(state()).isEqualTo("success");
    assertThat(api.xcom("work return_value -1").asText()).isEqualTo("z".repeat(70_000));
    assertThat(api.log()).contains("after", "The line above goes on, which is not kept");
    assertThat(api.log().stream().filter(line -> line.contains("s3c") || line.contains("yy")))
        .isEmpty();
  }

  @Test
  void aValueThatIsTooLongForAnyXComIsSaidToBe() throws IOException {
    Files.writeString(folder.resolve("huge.py"), "def make():\n    return 'z' * 40_000_000\n");
    Attempts.standard(PYTHON, Map.of("python_callable", "huge.make")).dagFolder(folder).run(api);
    assertThat(state()).isEqualTo("failed");
    assertThat(api.log()).anyMatch(line -> line.contains("an XCom may have 5 MB at most"));
  }
}
