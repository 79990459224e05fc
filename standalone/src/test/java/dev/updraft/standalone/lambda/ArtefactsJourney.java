package dev.updraft.standalone.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.updraft.core.wire.Json;
import dev.updraft.standalone.http.LocalServer;
import dev.updraft.standalone.http.StaticFiles;
import dev.updraft.standalone.queue.EventSource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * A DAG runs from the upload of its file to success through the jars that Lambda gets. DynamoDB,
 * SQS and S3 are servers here; who may call what, and how Lambda scales, cannot be seen this way.
 */
final class ArtefactsJourney {
  private static final Duration RUN_MAX = Duration.ofSeconds(90);
  private static final long JAR_BYTES_MAX = 30_000_000;
  private static final String DAG =
      """
      through_lambda:
        schedule: null
        tasks:
          first:
            operator: airflow.providers.standard.operators.bash.BashOperator
            bash_command: echo "{{ run_id }} is fine"
          second:
            operator: airflow.providers.standard.operators.bash.BashOperator
            bash_command: 'test "{{ ti.xcom_pull(task_ids=''first'') }}" != ""'
            dependencies: [first]
      """;

  private static final String API = "dev.updraft.api.entry.Api";
  private static final String TASKS = "dev.updraft.executor.entry.Tasks";
  private static final String TICK = "{\"source\": \"aws.scheduler\", \"detail\": {}}";
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  @AfterEach
  void stop() throws Exception {
    while (!parts.isEmpty()) {
      parts.pop().close();
    }
  }

  @Test
  void theFunctionsAreSmall() throws Exception {
    for (var module : new String[] {"scheduler-lambda", "api-lambda"}) {
      assertThat(Files.size(jar(module))).as(module).isLessThan(JAR_BYTES_MAX);
    }
  }

  @Test
  void aDagRunsFromItsUploadToSuccess(@TempDir Path folder) throws Exception {
    var cloud = opened(new LocalCloud());
    var environment = cloud.environment();
    var scheduler = jar("scheduler-lambda");
    var functions = new TreeMap<String, LocalFunction>();
    for (var name : new String[] {"Inbox", "Timers", "Clock", "DagFiles"}) {
      var handler = "dev.updraft.scheduler.entry." + name;
      functions.put(name, started(folder, scheduler, handler, environment));
    }
    var api = started(folder, jar("api-lambda"), API, environment);
    functions.put("Api", api);
    var server = opened(LocalServer.bind(0));
    server.serve(LambdaJson.http(api), new StaticFiles(folder));
    var url = server.url();
    environment.put("UPDRAFT_API_URL", url);
    var tasks = started(folder, jar("executor-lambda"), TASKS, environment);
    functions.put("Tasks", tasks);
    serve(cloud, cloud.names().inboxQueue(), get(functions, "Inbox"));
    serve(cloud, cloud.names().timersQueue(), get(functions, "Timers"));
    serve(cloud, cloud.names().taskQueue("tasks-lambda"), tasks);

    var bucket = cloud.names().bucket();
    cloud.s3().putObject(r -> r.bucket(bucket).key("dags/it.yml"), RequestBody.fromString(DAG));
    get(functions, "DagFiles").invoke(uploaded(bucket, "dags/it.yml"));
    assertThat(get(functions, "Clock").invoke(TICK)).matches("\\d+");

    var dag = url + "/api/v2/dags/through_lambda";
    awaited(dag, answer -> answer.has("dag_id"));
    var run = post(dag + "/dagRuns", "{\"logical_date\": null}").path("dag_run_id").asText();
    var ended = awaited(dag + "/dagRuns/" + run, ArtefactsJourney::hasEnded);
    assertThat(ended.path("state").asText()).as(tasks.log()).isEqualTo("success");
    assertThat(cloud.parameters()).containsOnlyKeys("/updraft/secret");
    assertThat(cloud.parameters().values())
        .allSatisfy(one -> assertThat(one.path("Type").asText()).isEqualTo("SecureString"));
  }

  @Test
  void aFunctionThatLacksAVariableSaysWhich(@TempDir Path folder) throws Exception {
    var cloud = opened(new LocalCloud());
    var environment = cloud.environment();
    environment.remove("UPDRAFT_DAG_BUCKET");
    var handler = "dev.updraft.scheduler.entry.Clock";
    var clock = opened(LocalFunction.start(folder, jar("scheduler-lambda"), handler, environment));
    assertThatThrownBy(clock::coldStart)
        .hasMessageContaining("the environment variable UPDRAFT_DAG_BUCKET is not set");
  }

  private <T extends AutoCloseable> T opened(T part) {
    parts.push(part);
    return part;
  }

  /** One after the other: each unpacks the runtime client's library to the same place. */
  private LocalFunction started(
      Path folder, Path jar, String handler, Map<String, String> environment) {
    var function = opened(LocalFunction.start(folder, jar, handler, environment));
    System.out.println(handler + " is ready after " + function.coldStart().toMillis() + " ms");
    return function;
  }

  private void serve(LocalCloud cloud, String queue, LocalFunction function) {
    var url = cloud.queues().url(queue);
    opened(EventSource.start(cloud.sqs(), url, LambdaJson.queue(function), 1));
  }

  private static LocalFunction get(Map<String, LocalFunction> functions, String name) {
    return Objects.requireNonNull(functions.get(name), name);
  }

  private static String uploaded(String bucket, String key) {
    var detail = Map.of("bucket", Map.of("name", bucket), "object", Map.of("key", key));
    return Json.write(
        Map.of("source", "aws.s3", "detail-type", "Object Created", "detail", detail));
  }

  private static boolean hasEnded(JsonNode run) {
    return List.of("success", "failed").contains(run.path("state").asText());
  }

  private static Path jar(String module) {
    var jar = Path.of("..", module, "target", module + ".jar").toAbsolutePath().normalize();
    assertThat(jar).as("what `mvn package` makes of " + module).isRegularFile();
    return jar;
  }

  private static JsonNode awaited(String url, Predicate<JsonNode> found)
      throws IOException, InterruptedException {
    var deadline = Instant.now().plus(RUN_MAX);
    while (true) {
      var answer = send(HttpRequest.newBuilder(URI.create(url)));
      if (found.test(answer)) {
        return answer;
      }
      assertThat(Instant.now()).as(url + " answers " + answer).isBefore(deadline);
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }

  private static JsonNode post(String url, String body) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.ofString(body));
    return send(request.header("content-type", "application/json"));
  }

  private static JsonNode send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      return Json.MAPPER.readTree(http.send(request.build(), BodyHandlers.ofString()).body());
    }
  }
}
