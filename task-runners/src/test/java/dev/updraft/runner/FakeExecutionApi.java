package dev.updraft.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.updraft.core.attempt.Brief;
import dev.updraft.core.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A server that speaks the Task Execution API and remembers what it was told. */
public final class FakeExecutionApi implements AutoCloseable {
  /** One call that was made. */
  public record Call(String method, String path, String body, String bearer) {}

  /** What every attempt is told of its run. */
  public final ObjectNode dagRun = Json.MAPPER.createObjectNode();

  /** Variables by key. */
  public final Map<String, String> variables = new ConcurrentHashMap<>();

  /** Connections by id, as JSON. */
  public final Map<String, String> connections = new ConcurrentHashMap<>();

  /** XComs by task, key and map index. */
  public final Map<String, JsonNode> xcoms = new ConcurrentHashMap<>();

  /** Answers to any other call, by method and path with its query. */
  public final Map<String, Object> answers = new ConcurrentHashMap<>();

  /** Every call, in order. */
  public final List<Call> calls = new CopyOnWriteArrayList<>();

  /** How many chunks of logs were refused. */
  public final AtomicInteger refusedLogs = new AtomicInteger();

  private final HttpServer server;
  private final Map<String, Brief> briefs = new ConcurrentHashMap<>();
  private volatile boolean shouldRetry = true;
  private volatile int heartbeatStatus = 204;
  private final AtomicInteger failuresBeforeAnswer = new AtomicInteger();
  private volatile int reschedules;
  private volatile int logNext;
  private volatile boolean refusesLogs;

  /** Starts on a free port. */
  public FakeExecutionApi() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
    dagRun
        .put("dag_id", "etl")
        .put("run_id", "manual__1")
        .put("logical_date", "2026-03-04T05:06:07Z")
        .put("data_interval_start", "2026-03-03T00:00:00Z")
        .put("data_interval_end", "2026-03-04T00:00:00Z")
        .put("run_after", "2026-03-04T00:00:00Z")
        .put("start_date", "2026-03-04T05:06:08Z")
        .put("run_type", "manual");
  }

  /** Its address, which ends in a slash as that of a function does. */
  public URI uri() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/");
  }

  /** The attempt with this id may be claimed, once. */
  public void offer(String attemptId, Brief brief) {
    briefs.put(attemptId, brief);
  }

  /** Heartbeats are answered with this status. */
  public void answerHeartbeats(int status) {
    heartbeatStatus = status;
  }

  /** Failures are final. */
  public void neverRetry() {
    shouldRetry = false;
  }

  /** Attempts have been rescheduled so often. */
  public void reschedules(int count) {
    reschedules = count;
  }

  /** Attempts have so many chunks of a log. */
  public void logNext(int number) {
    logNext = number;
  }

  /** The next calls fail with a server error. */
  public void failNext(int calls) {
    failuresBeforeAnswer.set(calls);
  }

  /** Chunks of logs cannot be stored from now on, until they can again. */
  public void refuseLogs(boolean value) {
    refusesLogs = value;
  }

  /** The XCom a task instance left, by {@code task key map-index}; missing if it left none. */
  public JsonNode xcom(String key) {
    var value = xcoms.get(key);
    return value == null ? MissingNode.getInstance() : value;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var path = exchange.getRequestURI().getRawPath().replaceFirst("^/execution/", "");
      var query = exchange.getRequestURI().getRawQuery();
      var bearer = Objects.toString(exchange.getRequestHeaders().getFirst("Authorization"), "");
      var method = exchange.getRequestMethod();
      if (failuresBeforeAnswer.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        answer(exchange, 503, "{\"detail\":\"unavailable\"}");
        return;
      }
      if (refusesLogs && path.contains("/updraft/log/")) {
        refusedLogs.incrementAndGet();
        answer(exchange, 503, "{\"detail\":\"disk full\"}");
        return;
      }
      calls.add(new Call(method, query == null ? path : path + "?" + query, body, bearer));
      exchange.getResponseHeaders().add("Refreshed-API-Token", "token-" + calls.size());
      respond(exchange, method, path, query, body);
    }
  }

  private void respond(
      HttpExchange exchange, String method, String path, @Nullable String query, String body)
      throws IOException {
    var own = answers.get(method + " " + (query == null ? path : path + "?" + query));
    if (own != null) {
      answer(
          exchange,
          own instanceof Integer status ? status : 200,
          own instanceof Integer ? "{\"detail\":\"refused\"}" : Json.write(own));
    } else if (path.endsWith("/run") && path.startsWith("task-instances/")) {
      claim(exchange, path.split("/", -1)[1]);
    } else if (path.endsWith("/heartbeat")) {
      answer(exchange, heartbeatStatus, "");
    } else if (path.startsWith("xcoms/")) {
      xcom(exchange, method, path, query, body);
    } else if (path.startsWith("variables/")) {
      var key = path.substring("variables/".length());
      found(
          exchange,
          variables.containsKey(key) ? Map.of("key", key, "value", variables.get(key)) : null);
    } else if (path.startsWith("connections/")) {
      var json = connections.get(path.substring("connections/".length()));
      found(exchange, json == null ? null : Json.read(json, Map.class));
    } else {
      answer(exchange, method.equals("GET") ? 404 : 204, "");
    }
  }

  private void claim(HttpExchange exchange, String id) throws IOException {
    var brief = briefs.remove(id);
    if (brief == null) {
      answer(
          exchange, 409, "{\"detail\":{\"reason\":\"invalid_state\",\"message\":\"not queued\"}}");
      return;
    }
    var context = Json.MAPPER.createObjectNode();
    context.set("dag_run", dagRun);
    context
        .put("task_reschedule_count", reschedules)
        .put("max_tries", 1)
        .put("should_retry", shouldRetry)
        .put("updraft_log_next", logNext);
    context.set("updraft", Json.tree(brief));
    answer(exchange, 200, context.toString());
  }

  private void xcom(
      HttpExchange exchange, String method, String path, @Nullable String query, String body)
      throws IOException {
    var parts = path.split("/", -1);
    if (parts.length > 5) {
      var prefix = parts[3] + " " + parts[4] + " ";
      var all =
          new TreeMap<String, JsonNode>(xcoms)
              .tailMap(prefix, true).entrySet().stream()
                  .filter(e -> e.getKey().startsWith(prefix))
                  .map(Map.Entry::getValue)
                  .toList();
      found(exchange, all);
      return;
    }
    var index = query == null ? "-1" : query.replaceFirst("^map_index=", "");
    var key = parts[3] + " " + parts[4] + " " + index;
    switch (method) {
      case "GET" -> {
        var value = xcoms.get(key);
        found(exchange, value == null ? null : Map.of("key", parts[4], "value", value));
      }
      case "POST" -> {
        xcoms.put(key, Json.MAPPER.readTree(body));
        answer(exchange, 201, "\"\"");
      }
      default -> {
        xcoms.remove(key);
        answer(exchange, 204, "");
      }
    }
  }

  private static void found(HttpExchange exchange, @Nullable Object value) throws IOException {
    answer(
        exchange,
        value == null ? 404 : 200,
        value == null ? "{\"detail\":\"not found\"}" : Json.write(value));
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** The calls whose path ends like this. */
  public List<Call> callsTo(String pathEnd) {
    return calls.stream().filter(call -> call.path().endsWith(pathEnd)).toList();
  }

  /** The body of the last report of a state. */
  public JsonNode report() {
    var reports = callsTo("/state").stream().filter(call -> call.method().equals("PATCH")).toList();
    if (reports.isEmpty()) {
      throw new IllegalStateException("no state was reported: " + calls);
    }
    return json(reports.getLast().body());
  }

  /** All events of the log, in order, wherever they were sent. */
  public List<String> log() {
    var lines = new ArrayList<String>();
    calls.stream()
        .filter(call -> call.path().contains("/updraft/log/"))
        .forEach(call -> lines.add(call.body()));
    calls.stream()
        .filter(call -> call.path().endsWith("/state") && call.method().equals("PATCH"))
        .forEach(call -> lines.add(json(call.body()).path("updraft_log_tail").asText("")));
    return lines.stream()
        .flatMap(String::lines)
        .filter(line -> !line.isBlank())
        .map(line -> json(line).path("event").asText())
        .collect(Collectors.toList());
  }

  private static JsonNode json(String text) {
    return Json.read(text, JsonNode.class);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
