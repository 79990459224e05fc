package dev.updraft.standalone.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.updraft.aws.call.FakeEcs;
import dev.updraft.core.flow.RunEvent;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.id.DagId;
import dev.updraft.core.id.RunId;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.port.Inbox;
import dev.updraft.core.wire.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * DAGs run from the upload of their file to their ends through the jars that Lambda gets. DynamoDB,
 * SQS and S3 are servers here; who may call what, and how Lambda scales, cannot be seen this way.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
final class ArtefactsJourney {
  private static final long JAR_BYTES_MAX = 35_000_000;
  private static final String DAGS =
      """
      through_lambda:
        schedule: null
        tasks:
          it:
            operator: airflow.providers.standard.operators.bash.BashOperator
            bash_command: echo "{{ run_id }} is fine"
          second:
            operator: airflow.providers.standard.operators.bash.BashOperator
            bash_command: 'test "{{ ti.xcom_pull(task_ids=''it'') }}" != ""'
            dependencies: [it]
      """
          + one("in_container", "executor: ecs")
          + one("in_large_container", "executor: ecs, queue: large")
          + one("in_no_container", "executor: ecs, queue: gpu")
          + one("without_worker", "executor: worker");

  private LocalDeployment updraft;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    updraft = new LocalDeployment(folder);
    var cloud = updraft.cloud;
    var bucket = cloud.names().bucket();
    cloud.s3().putObject(r -> r.bucket(bucket).key("dags/it.yml"), RequestBody.fromString(DAGS));
    updraft.function("DagFiles").invoke(uploaded(bucket, "dags/it.yml"));
    assertThat(updraft.function("Clock").invoke(LambdaJson.TICK)).matches("\\d+");
    var errors = updraft.get("/api/v2/importErrors");
    assertThat(errors.path("total_entries").asInt(-1)).as(errors.toString()).isZero();
  }

  @AfterAll
  void stop() {
    updraft.close();
  }

  @Test
  void theFunctionsAreSmall() throws Exception {
    for (var module : List.of("scheduler-lambda", "api-lambda", "executor-lambda")) {
      long bytes = Files.size(LocalDeployment.jar(module));
      System.out.printf("%s.jar has %d bytes%n", module, bytes);
      assertThat(bytes).as(module).isLessThan(JAR_BYTES_MAX);
    }
  }

  @Test
  void aDagRunsFromItsUploadToSuccess() {
    trigger("through_lambda");
    assertThat(ended("through_lambda")).as(updraft.function("Tasks").log()).isEqualTo("success");
    assertThat(updraft.cloud.parameters()).containsOnlyKeys("/updraft/secret");
    assertThat(updraft.cloud.parameters().values())
        .allSatisfy(one -> assertThat(one.path("Type").asText()).isEqualTo("SecureString"));
  }

  @Test
  void anAttemptWithoutCapacityWaitsForTheSweepAndRunsInItsContainer() throws Exception {
    updraft.ecs.noCapacity(3);
    trigger("in_container");
    LocalDeployment.awaited("what is left of ECS's refusals", updraft.ecs::noCapacity, n -> n == 0);
    assertThat(task("in_container").path("state").asText()).isEqualTo("queued");
    sweep("in_container");
    var task = container("updraft-ecs");
    var program = program(task.command(), task.environment());
    assertThat(program.exitCode()).as(program.output()).isZero();
    assertThat(ended("in_container")).isEqualTo("success");
    assertThat(log("in_container")).contains("in_container is fine");
    assertThat(stopped(task, "Essential container in task exited", 0)).isEqualTo("false");
  }

  @Test
  void aContainerThatIsKilledFailsItsTaskWithTheReason() {
    trigger("in_large_container");
    var task = container("updraft-ecs-large");
    var reason = "OutOfMemoryError: Container killed due to memory usage";
    assertThat(stopped(task, reason, 137)).isEqualTo("true");
    assertThat(ended("in_large_container")).isEqualTo("failed");
    assertThat(log("in_large_container")).contains(reason, "exit code 137");
  }

  @Test
  void anAttemptThatNoTaskDefinitionFitsFailsWithItsName() {
    trigger("in_no_container");
    assertThat(ended("in_no_container")).isEqualTo("failed");
    assertThat(log("in_no_container")).contains("updraft-ecs-gpu", "TaskDefinition not found");
  }

  @Test
  void theFirstMessageWakesAWorkerAndADeadOneFailsItsTask() {
    trigger("without_worker");
    LocalDeployment.awaited(
        "the worker's service",
        () -> updraft.ecs.services.getOrDefault("updraft-worker-default", 0),
        count -> count == 1);
    var names = updraft.cloud.names();
    var from = updraft.cloud.queues().url(names.taskQueue("tasks-default"));
    var dead = updraft.cloud.queues().url(names.taskQueue("dead-tasks"));
    var sqs = updraft.cloud.sqs();
    var messages =
        LocalDeployment.awaited(
            "the worker's queue",
            () -> sqs.receiveMessage(r -> r.queueUrl(from)).messages(),
            received -> !received.isEmpty());
    messages.stream()
        .map(Message::body)
        .forEach(body -> sqs.sendMessage(r -> r.queueUrl(dead).messageBody(body)));
    assertThat(ended("without_worker")).isEqualTo("failed");
    assertThat(log("without_worker")).contains("its message came back too often");
  }

  @Test
  void eventsThatAreNoneAreRefusedWithWhatWasExpected() {
    assertThatThrownBy(() -> updraft.function("EcsStopped").invoke("{}"))
        .hasMessageContaining("expected an 'ECS Task State Change' to 'STOPPED'");
    assertThatThrownBy(() -> updraft.function("Wake").invoke("{}"))
        .hasMessageContaining("the event has no queue");
    assertThatThrownBy(() -> updraft.function("Wake").invoke("{\"queue\": \"gpu\"}"))
        .hasMessageContaining("no workers take attempts from the queue 'gpu'");
    for (var name : List.of("Tasks", "EcsTasks", "DeadLetters")) {
      var record = Map.of("messageId", "m1", "body", "no launch");
      var answer = updraft.function(name).invoke(Json.write(Map.of("Records", List.of(record))));
      assertThat(answer).as(name).contains("batchItemFailures", "\"m1\"");
    }
  }

  @Test
  void aFunctionThatLacksAVariableSaysWhich(@TempDir Path folder) {
    var lacks = Map.of("Clock", "UPDRAFT_DAG_BUCKET", "EcsTasks", "UPDRAFT_ECS_SUBNETS");
    lacks.forEach((name, variable) -> {
      var environment = new TreeMap<>(updraft.environment);
      environment.remove(variable);
      var module = name.equals("Clock") ? "scheduler" : "executor";
      var function = updraft.start(folder, module, name, environment);
      assertThatThrownBy(function::coldStart)
          .hasMessageContaining("the environment variable " + variable + " is not set");
    });
  }

  @Test
  void aContainerWithoutAnAttemptSaysWhatIsMissing() throws Exception {
    var program = program(List.of("dev.updraft.executor.entry.Attempt"), Map.of());
    assertThat(program.exitCode()).isNotZero();
    assertThat(program.output()).contains("the environment variable UPDRAFT_LAUNCH is not set");
  }

  /** As Lambda does before its snapshot. That a right is missing cannot be seen here. */
  @Test
  void whatIsDoneBeforeASnapshotGoesWell(@TempDir Path folder) {
    var environment = new TreeMap<>(updraft.environment);
    environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
    environment.put(
        "JAVA_TOOL_OPTIONS", "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");
    for (var name : List.of("Tasks", "EcsTasks", "EcsStopped", "DeadLetters", "Wake")) {
      var before = List.copyOf(updraft.ecs.operations);
      var function = updraft.start(folder, "executor", name, environment);
      var time = function.coldStart().toMillis();
      System.out.printf("%s is primed after %d ms%n", name, time);
      assertThat(function.log()).as(name).doesNotContain("priming", "WARN", "Exception");
      if (name.equals("Wake")) {
        assertThat(updraft.ecs.operations).hasSizeGreaterThan(before.size());
      }
    }
  }

  private static String one(String dag, String where) {
    return """
    %s:
      schedule: null
      tasks:
        it:
          operator: airflow.providers.standard.operators.bash.BashOperator
          bash_command: echo %s is fine
          %s
    """
        .formatted(dag, dag, where.replace(", ", "\n      "));
  }

  private void trigger(String dag) {
    var path = "/api/v2/dags/" + dag;
    updraft.awaited(path, answer -> answer.has("dag_id"));
    var run = updraft.post(path + "/dagRuns", "{\"logical_date\": null, \"dag_run_id\": \"r\"}");
    assertThat(run.path("dag_run_id").asText()).as(run.toString()).isEqualTo("r");
  }

  private String ended(String dag) {
    var run = "/api/v2/dags/" + dag + "/dagRuns/r";
    return updraft
        .awaited(run, answer -> List.of("success", "failed").contains(state(answer)))
        .path("state")
        .asText();
  }

  private static String state(JsonNode answer) {
    return answer.path("state").asText();
  }

  private JsonNode task(String dag) {
    return updraft.get("/api/v2/dags/" + dag + "/dagRuns/r/taskInstances/it");
  }

  private String log(String dag) {
    return updraft.get("/api/v2/dags/" + dag + "/dagRuns/r/taskInstances/it/logs/1").toString();
  }

  /** What a sweep says to a run whose launches nobody has taken up for long. */
  private void sweep(String dag) {
    var run = new AggregateKey.OfRun(new RunKey(new DagId(dag), new RunId("r")));
    var watched = new RunEvent.RunWatched(Instant.EPOCH);
    updraft.cloud.world().inbox().send(List.of(new Inbox.Message(run, watched, "sweep")));
  }

  private FakeEcs.Task container(String family) {
    return LocalDeployment.awaited(
            "the tasks of ECS",
            () -> updraft.ecs.tasks.stream().filter(t -> t.family().equals(family)).toList(),
            found -> !found.isEmpty())
        .getFirst();
  }

  private String stopped(FakeEcs.Task task, String reason, int exitCode) {
    return updraft.function("EcsStopped").invoke(task.stopped(reason, exitCode));
  }

  /** The program of the worker's image, by the jar that is in it. */
  private Ended program(List<String> command, Map<String, String> variables) throws Exception {
    var line = new ArrayList<String>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-cp", LocalDeployment.jar("executor-lambda").toString()));
    line.addAll(command);
    var builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().put("UPDRAFT_API_URL", updraft.environment.get("UPDRAFT_API_URL"));
    builder.environment().putAll(variables);
    var process = builder.start();
    try (var output = process.getInputStream()) {
      var text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(text).isTrue();
      return new Ended(process.exitValue(), text);
    } finally {
      process.destroyForcibly();
    }
  }

  private record Ended(int exitCode, String output) {}

  private static String uploaded(String bucket, String key) {
    var detail = Map.of("bucket", Map.of("name", bucket), "object", Map.of("key", key));
    return Json.write(
        Map.of("source", "aws.s3", "detail-type", "Object Created", "detail", detail));
  }
}
