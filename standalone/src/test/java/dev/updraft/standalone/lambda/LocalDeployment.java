package dev.updraft.standalone.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.updraft.aws.call.FakeEcs;
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
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * All functions, each a process of Lambda's runtime client with the jar it gets, on queues and
 * tables that are servers here. ECS starts nothing, and nobody is refused anything.
 */
final class LocalDeployment implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  final LocalCloud cloud = new LocalCloud();
  final FakeEcs ecs;
  final Map<String, String> environment;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Map<String, LocalFunction> functions = new HashMap<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Path folder;
  private final String url;

  /** Starts them, and says how long each took. */
  LocalDeployment(Path folder) throws Exception {
    this.folder = folder;
    parts.push(cloud);
    var prefix = cloud.names().prefix();
    ecs = new FakeEcs(prefix + "-ecs", prefix + "-ecs-large");
    parts.push(ecs);
    ecs.services.put(prefix + "-worker-default", 0);
    environment = cloud.environment();
    environment.put("AWS_ENDPOINT_URL_ECS", ecs.endpoint().toString());
    environment.put("UPDRAFT_ECS_CLUSTER", FakeEcs.CLUSTER);
    environment.put("UPDRAFT_ECS_TASK_DEFINITION", prefix + "-ecs");
    environment.put("UPDRAFT_ECS_SUBNETS", "subnet-1,subnet-2");
    environment.put("UPDRAFT_ECS_SECURITY_GROUPS", "sg-1");
    environment.put("UPDRAFT_WORKER_SERVICE", prefix + "-worker");
    environment.put("UPDRAFT_QUEUES", "default");
    start("executor", "Wake");
    var invocations = new Invocations(function("Wake"));
    parts.push(invocations);
    environment.put("AWS_ENDPOINT_URL_LAMBDA", invocations.endpoint().toString());
    environment.put("UPDRAFT_WAKE_FUNCTION", Invocations.FUNCTION);
    for (var name : new String[] {"Inbox", "Timers", "Clock", "DagFiles"}) {
      start("scheduler", name);
    }
    start("api", "Api");
    var server = LocalServer.bind(0);
    parts.push(server);
    server.serve(LambdaJson.http(function("Api")), new StaticFiles(folder));
    url = server.url();
    environment.put("UPDRAFT_API_URL", url + "/"); // as a function URL ends
    for (var name : new String[] {"Tasks", "EcsTasks", "EcsStopped", "DeadLetters"}) {
      start("executor", name);
    }
    serve(cloud.names().inboxQueue(), "Inbox");
    serve(cloud.names().timersQueue(), "Timers");
    serve(cloud.names().taskQueue("tasks-lambda"), "Tasks");
    serve(cloud.names().taskQueue("tasks-ecs"), "EcsTasks");
    serve(cloud.names().taskQueue("dead-tasks"), "DeadLetters");
  }

  /** One after the other: each unpacks the runtime client's library to the same place. */
  private void start(String module, String name) {
    var function = start(folder, module, name, environment);
    functions.put(name, function);
    System.out.printf(
        "%s is ready after %d ms%n", handler(module, name), function.coldStart().toMillis());
  }

  /** Starts one more, for the test's own use. */
  LocalFunction start(Path logs, String module, String name, Map<String, String> variables) {
    var jar = jar(module + "-lambda");
    var function = LocalFunction.start(logs, jar, handler(module, name), variables);
    parts.push(function);
    return function;
  }

  private static String handler(String module, String name) {
    return "dev.updraft." + module + ".entry." + name;
  }

  /** What {@code mvn package} makes of a module. */
  static Path jar(String module) {
    var jar = Path.of("..", module, "target", module + ".jar").toAbsolutePath().normalize();
    assertThat(jar).as("what `mvn package` makes of " + module).isRegularFile();
    return jar;
  }

  private void serve(String queue, String function) {
    var queueUrl = cloud.queues().url(queue);
    parts.push(EventSource.start(cloud.sqs(), queueUrl, LambdaJson.queue(function(function)), 1));
  }

  LocalFunction function(String name) {
    return Objects.requireNonNull(functions.get(name), name);
  }

  /** Waits until the API answers as wanted, and gives the answer. */
  JsonNode awaited(String path, Predicate<JsonNode> wanted) {
    return awaited(path, () -> get(path), wanted);
  }

  /** Waits until what is seen is as wanted, and gives it. */
  static <T> T awaited(String what, Supplier<T> look, Predicate<T> wanted) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var seen = look.get();
      if (wanted.test(seen)) {
        return seen;
      }
      assertThat(System.nanoTime()).as(what + " is " + seen).isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }

  JsonNode get(String path) {
    return send(HttpRequest.newBuilder(URI.create(url + path)));
  }

  JsonNode post(String path, String body) {
    var request =
        HttpRequest.newBuilder(URI.create(url + path)).POST(BodyPublishers.ofString(body));
    return send(request.header("content-type", "application/json"));
  }

  private JsonNode send(HttpRequest.Builder request) {
    try {
      return Json.MAPPER.readTree(http.send(request.build(), BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.close();
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("a part does not stop", e);
      }
    }
  }
}
