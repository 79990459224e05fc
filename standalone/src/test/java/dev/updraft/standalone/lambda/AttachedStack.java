package dev.updraft.standalone.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import dev.updraft.aws.AwsClients;
import dev.updraft.aws.sqs.SqsQueues;
import dev.updraft.core.wire.Json;
import dev.updraft.standalone.http.LocalServer;
import dev.updraft.standalone.http.StaticFiles;
import dev.updraft.standalone.queue.EventSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/**
 * The functions of a stack that an emulator made, each a process of Lambda's runtime client with
 * its jar, its environment as the stack gives it, and its queue as the stack maps it.
 */
final class AttachedStack implements AutoCloseable {
  private static final String[] USUAL = {
    "AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION"
  };

  /** How often a runner is told that no execution is free; the task's end is among its calls. */
  private static final int THROTTLED = 2;

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Map<String, LocalFunction> functions = new HashMap<>();
  private final LocalServer server = LocalServer.bind(0);
  private final JsonNode made;
  private final Path folder;

  private AttachedStack(JsonNode made, Path folder) {
    this.made = made;
    this.folder = folder;
    parts.push(server);
    var prefix = made.at("/outputs/Prefix").textValue();
    var api = start(prefix + "-api");
    server.serve(LambdaLimits.throttled(THROTTLED, LambdaJson.http(api)), new StaticFiles(folder));
    for (var name : new String[] {"inbox", "timers", "clock", "dag-files", "executor"}) {
      start(prefix + "-" + name);
    }
    var clients = AwsClients.elsewhere(System.getenv());
    parts.push(clients);
    var queues = new SqsQueues(clients.sqs());
    for (var mapping : made.path("mappings")) {
      var function = functions.get(mapping.path("function").textValue());
      if (function != null) {
        var url = queues.url(mapping.path("queue").textValue());
        parts.push(EventSource.start(clients.sqs(), url, LambdaJson.queue(function), 1));
      }
    }
    // The rule's own target is a function the emulator cannot run: the script adds this queue.
    var events = queues.url(made.path("eventsQueue").textValue());
    parts.push(
        EventSource.start(
            clients.sqs(), events, LambdaJson.events(function(prefix + "-dag-files")), 1));
    function(prefix + "-clock").invoke(LambdaJson.TICK);
  }

  /**
   * Attaches and stays until it is stopped.
   *
   * @param args the file that says what the stack made, and a folder for logs
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    var made = Json.MAPPER.readTree(Files.readString(Path.of(args[0])));
    var stack = new AttachedStack(made, Path.of(args[1]));
    Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
    System.out.println("attached " + stack.server.url());
    new CountDownLatch(1).await();
  }

  private LocalFunction start(String name) {
    var configured = made.path("functions").path(name);
    var handler = configured.path("handler").asText();
    var environment = new TreeMap<String, String>();
    configured
        .path("environment")
        .properties()
        .forEach(variable -> environment.put(variable.getKey(), variable.getValue().asText()));
    for (var variable : USUAL) {
      environment.put(variable, System.getenv(variable));
    }
    environment.replace("UPDRAFT_API_URL", server.url() + "/"); // as a function URL ends
    environment.remove("UPDRAFT_USER_POOL_ID"); // the emulator signs nobody in
    environment.remove("UPDRAFT_WAKE_FUNCTION"); // the worker, if any, is awake
    var function = LocalFunction.start(folder, jar(handler), handler, environment);
    parts.push(function);
    System.out.println(name + " is ready after " + function.coldStart().toMillis() + " ms");
    functions.put(name, function);
    return function;
  }

  private LocalFunction function(String name) {
    return Objects.requireNonNull(functions.get(name), name);
  }

  /** Handlers are called {@code dev.updraft.<module>.entry.<name>}. */
  private static Path jar(String handler) {
    var module = handler.split("\\.", -1)[2] + "-lambda";
    return Path.of("..", module, "target", module + ".jar").toAbsolutePath().normalize();
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        System.err.println("a part did not stop: " + e);
      }
    }
  }
}
