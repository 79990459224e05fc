package dev.updraft.runner.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.updraft.core.attempt.LaunchMessage;
import dev.updraft.core.call.Backoff;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.wire.Json;
import dev.updraft.runner.api.Transport.Answer;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The Task Execution API, for one attempt. Safe for use by many threads. */
public final class ApiClient {
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  /**
   * A claim that waited longer would hold a place that others could use; its message comes again.
   */
  private static final Duration CLAIM_PATIENCE = Duration.ofSeconds(45);

  /** The next heartbeat comes soon, and the next try of a chunk of the log. */
  private static final Duration BEAT_PATIENCE = Duration.ofSeconds(30);

  private final Transport transport;
  private final Backoff backoff;
  private final LaunchMessage message;
  private final String self;

  /**
   * @param http shared by all attempts of the process
   * @param base the server's address, without {@code /execution}
   * @param backoff for how long a call is tried
   * @param message what to run, with the ticket to claim it
   */
  public ApiClient(HttpClient http, URI base, Backoff backoff, LaunchMessage message) {
    this.transport = new Transport(http, base, message.ticket());
    this.backoff = backoff;
    this.message = message;
    this.self = "task-instances/" + message.id();
  }

  /** Who runs the attempt, as the server records it. */
  public record Runner(String hostname, String unixname, long pid) {}

  /** The answer to a claim. */
  public sealed interface Claim {
    /** The attempt is this runner's. */
    record Granted(RunContext context) implements Claim {}

    /** It is not: another has it, or it is no longer wanted. */
    record Refused(String reason) implements Claim {}
  }

  /** Claims the attempt. */
  public Claim claim(Runner runner, Instant now) {
    var body =
        Map.of(
            "state", "running",
            "hostname", runner.hostname(),
            "unixname", runner.unixname(),
            "pid", runner.pid(),
            "start_date", now.toString());
    var path = self + "/run";
    var answer = transport.send("PATCH", path, body, backoff.within(CLAIM_PATIENCE));
    if (answer.status() == NOT_FOUND || answer.status() == CONFLICT) {
      return new Claim.Refused(answer.detail());
    }
    if (!answer.ok()) {
      throw Transport.refused("PATCH", path, answer);
    }
    return new Claim.Granted(RunContext.of(answer.body()));
  }

  /** Says that the attempt goes on; whether it may. */
  public boolean heartbeat(Runner runner) {
    var path = self + "/heartbeat";
    var answer =
        transport.send(
            "PUT",
            path,
            Map.of("hostname", runner.hostname(), "pid", runner.pid()),
            backoff.within(BEAT_PATIENCE));
    if (answer.status() == NOT_FOUND || answer.status() == CONFLICT) {
      return false;
    }
    if (!answer.ok()) {
      throw Transport.refused("PUT", path, answer);
    }
    return true;
  }

  /**
   * Reports a state; whether the server still wanted it.
   *
   * @param left how long there is for it
   */
  public boolean state(Map<String, ?> body, Duration left) {
    var path = self + "/state";
    var answer = transport.send("PATCH", path, body, backoff.within(left));
    if (answer.status() == NOT_FOUND || answer.status() == CONFLICT) {
      return false;
    }
    if (!answer.ok()) {
      throw Transport.refused("PATCH", path, answer);
    }
    return true;
  }

  /** Sends a chunk of the log, lines of JSON. */
  public void log(int number, String lines) {
    transport.demand("PUT", self + "/updraft/log/" + number, lines, backoff.within(BEAT_PATIENCE));
  }

  /** Stores the template fields as rendered. */
  public void renderedFields(Map<String, @Nullable Object> fields) {
    demand("PUT", self + "/rtif", fields);
  }

  /** Has tasks of the run skipped. */
  public void skipDownstream(List<TaskId> tasks) {
    demand("PATCH", self + "/skip-downstream", Map.of("tasks", tasks));
  }

  /** When the attempt was first rescheduled, empty before. */
  public Optional<Instant> firstStart() {
    return found("task-reschedules/" + message.id() + "/start_date")
        .filter(JsonNode::isTextual)
        .map(node -> Times.parse(node.asText()));
  }

  /** The run before this one that succeeded: its interval and dates by name. */
  public JsonNode previousSuccessfulRun() {
    return demand("GET", self + "/previous-successful-dagrun", null);
  }

  /** Stores an XCom of this attempt. */
  public void pushXCom(String key, @Nullable Object value) {
    var ti = message.key().taskInstance();
    demand(
        "POST",
        xcomPath(ti.taskId().value(), key) + "?map_index=" + ti.mapIndex(),
        Json.MAPPER.valueToTree(value));
  }

  /** Removes an XCom of this attempt. */
  public void deleteXCom(String key) {
    var ti = message.key().taskInstance();
    demand("DELETE", xcomPath(ti.taskId().value(), key) + "?map_index=" + ti.mapIndex(), null);
  }

  /** The value of an XCom of this run; empty if there is none, a null node if it is null. */
  public Optional<JsonNode> xcom(String task, String key, int mapIndex) {
    return found(xcomPath(task, key) + "?map_index=" + mapIndex).map(node -> node.path("value"));
  }

  /** The values of an XCom of a mapped task of this run, by map index. */
  public Optional<JsonNode> xcoms(String task, String key) {
    return found(xcomPath(task, key) + "/slice").filter(node -> !node.isEmpty());
  }

  /** The value of a variable, empty if there is none. */
  public Optional<String> variable(String key) {
    return found("variables/" + encoded(key)).map(node -> node.path("value").asText());
  }

  /** A connection, empty if there is none. */
  public Optional<Connection> connection(String id) {
    return found("connections/" + encoded(id)).map(node -> Connection.parse(id, node.toString()));
  }

  /** Triggers a run; whether it is new. */
  public boolean triggerRun(String dag, String run, Map<String, ?> body) {
    var path = runPath(dag, run);
    var answer = transport.send("POST", path, body, backoff);
    if (answer.status() == CONFLICT) {
      return false;
    }
    if (!answer.ok()) {
      throw Transport.refused("POST", path, answer);
    }
    return true;
  }

  /** The state of a run, empty if there is no such run. */
  public Optional<String> runState(String dag, String run) {
    return found(runPath(dag, run) + "/state").map(node -> node.path("state").asText());
  }

  /**
   * A page of the DAG folder's files: {@code files}, each with path, size and etag, and where the
   * {@code next} page begins.
   *
   * @param from where it begins, null for the first
   */
  public JsonNode dagFiles(@Nullable String from) {
    var query = from == null ? "" : "?from=" + encoded(from);
    return demand("GET", "updraft/files" + query, null);
  }

  /** A file of the DAG folder: {@code gzip_base64}; empty if it is not there. */
  public Optional<JsonNode> dagFile(String path) {
    return found("updraft/files/" + encoded(path).replace("%2F", "/"));
  }

  /** A count or a map of states, such as {@code dag-runs/count}. */
  public JsonNode query(String path, Map<String, List<String>> parameters) {
    var query = new StringBuilder();
    parameters.forEach((name, values) ->
        values.forEach(value ->
            query
                .append(query.isEmpty() ? '?' : '&')
                .append(name)
                .append('=')
                .append(encoded(value))));
    return demand("GET", path + query, null);
  }

  private JsonNode demand(String method, String path, @Nullable Object body) {
    return transport.demand(method, path, body, backoff);
  }

  private Optional<JsonNode> found(String path) {
    Answer answer = transport.send("GET", path, null, backoff);
    if (answer.status() == NOT_FOUND) {
      return Optional.empty();
    }
    if (!answer.ok()) {
      throw Transport.refused("GET", path, answer);
    }
    return Optional.of(answer.body());
  }

  private String xcomPath(String task, String key) {
    var run = message.key().run();
    return "xcoms/%s/%s/%s/%s"
        .formatted(
            encoded(run.dagId().value()),
            encoded(run.runId().value()),
            encoded(task),
            encoded(key));
  }

  private static String runPath(String dag, String run) {
    return "dag-runs/" + encoded(dag) + "/" + encoded(run);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Fields in order, without those that are null. */
  public static Map<String, Object> fields(@Nullable Object... pairs) {
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < pairs.length; i += 2) {
      var value = pairs[i + 1];
      if (value != null) {
        map.put(String.valueOf(pairs[i]), value);
      }
    }
    return map;
  }
}
