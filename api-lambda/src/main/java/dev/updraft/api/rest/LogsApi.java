package dev.updraft.api.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.updraft.api.http.ApiJson;
import dev.updraft.api.http.ApiProblem;
import dev.updraft.api.http.Call;
import dev.updraft.api.http.Fields;
import dev.updraft.api.http.HttpAnswer;
import dev.updraft.api.http.Router;
import dev.updraft.api.view.AttemptLog;
import dev.updraft.api.view.Runs;
import dev.updraft.core.attempt.Attempt;
import dev.updraft.core.id.AttemptKey;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.id.TaskInstanceKey;
import dev.updraft.core.port.AttemptStore;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Logs of tries. A continuation token says which chunk comes next; there is none at the end of the
 * log of a try that has ended.
 */
public final class LogsApi {
  private static final Pattern TOKEN = Pattern.compile("chunk-(\\d{1,9})");
  private static final String NDJSON = "application/x-ndjson";
  private final AttemptStore attempts;
  private final AttemptLog log;

  /** Over attempts and their logs. */
  public LogsApi(AttemptStore attempts, AttemptLog log) {
    this.attempts = attempts;
    this.log = log;
  }

  /** Adds the routes. */
  public void routes(Router router) {
    router.on("GET", TaskInstancesApi.INSTANCES + "/{task_id}/logs/{try_number}", this::get);
  }

  private HttpAnswer get(Call call) {
    int chunk = chunk(call.query("token"));
    var attempt =
        key(call)
            .flatMap(key -> Optional.ofNullable(attempts.get(key)))
            .orElseThrow(() -> ApiProblem.notFound("TaskInstance not found"));
    var part = log.read(attempt, chunk, call.queryFlag("full_content"));
    var token = part.next() == null ? null : "chunk-" + part.next();
    return call.accepts(NDJSON) ? ndjson(part, token) : json(attempt, part, token, chunk);
  }

  private static HttpAnswer ndjson(AttemptLog.Part part, @Nullable String token) {
    var text =
        part.lines().stream()
            .map(line -> ApiJson.write(message(line)) + "\n")
            .collect(Collectors.joining());
    var answer = HttpAnswer.of(200, NDJSON, text);
    return token == null ? answer : answer.with("Airflow-Continuation-Token", token);
  }

  private static HttpAnswer json(
      Attempt attempt, AttemptLog.Part part, @Nullable String token, int chunk) {
    var content = new ArrayList<Object>();
    if (chunk == 0 && part.lines().isEmpty() && token == null) {
      content.add(
          new Fields()
              .put("timestamp", null)
              .put(
                  "event", "This try of state " + attempt.state().airflowName() + " left no log."));
    }
    part.lines().forEach(line -> content.add(message(line)));
    return HttpAnswer.ok(new Fields().put("content", content).put("continuation_token", token));
  }

  /** A line as a structured message: what a runner writes is one, other text becomes its event. */
  private static Object message(String line) {
    try {
      if (ApiJson.parse(line) instanceof Map<?, ?> map && map.get("event") instanceof String) {
        return map;
      }
    } catch (JsonProcessingException e) {
      return plain(line);
    }
    return plain(line);
  }

  private static Fields plain(String line) {
    return new Fields().put("event", line);
  }

  private static int chunk(@Nullable String token) {
    if (token == null || token.isEmpty()) {
      return 0;
    }
    var parts = TOKEN.matcher(token);
    if (!parts.matches()) {
      throw ApiProblem.badRequest("Bad Signature. Please use only the tokens provided by the API.");
    }
    return Integer.parseInt(parts.group(1));
  }

  private static Optional<AttemptKey> key(Call call) {
    int tryNumber = call.pathInt("try_number");
    int mapIndex = call.queryInt("map_index", TaskInstanceKey.UNMAPPED, TaskInstanceKey.UNMAPPED);
    try {
      return tryNumber < 1
          ? Optional.empty()
          : Runs.key(call.path("dag_id"), call.path("dag_run_id"))
              .map(run -> new TaskInstanceKey(run, new TaskId(call.path("task_id")), mapIndex))
              .map(key -> new AttemptKey(key, tryNumber));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
