package dev.updraft.runner.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.updraft.core.attempt.Brief;
import dev.updraft.core.wire.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a claim tells the runner.
 *
 * @param brief the task and what its operator needs to know
 * @param dagRun the run
 * @param reschedules how often the attempt has been rescheduled before
 * @param maxTries retries the task has
 * @param shouldRetry whether the server would try the task again after a failure
 * @param logNext the number of the next chunk of the attempt's log: more than 0 if it was begun
 *     before, and left off
 */
public record RunContext(
    Brief brief, DagRun dagRun, int reschedules, int maxTries, boolean shouldRetry, int logNext) {
  /**
   * Reads the answer to a claim.
   *
   * @throws IllegalArgumentException if it lacks what a native runner needs
   */
  public static RunContext of(JsonNode json) {
    if (!json.has("updraft") || !json.has("dag_run")) {
      throw new IllegalArgumentException("the answer to the claim lacks 'updraft' or 'dag_run'");
    }
    return new RunContext(
        Json.read(json.path("updraft").toString(), Brief.class),
        DagRun.of(json.path("dag_run")),
        json.path("task_reschedule_count").asInt(),
        json.path("max_tries").asInt(),
        json.path("should_retry").asBoolean(),
        json.path("updraft_log_next").asInt());
  }

  /**
   * The run an attempt belongs to.
   *
   * @param fields all its fields as the server sent them, in Airflow's words
   */
  public record DagRun(Map<String, @Nullable Object> fields) {
    static DagRun of(JsonNode json) {
      return new DagRun(map(Json.MAPPER.convertValue(json, Map.class)));
    }

    /** A field that holds a time, null if it is absent. */
    public @Nullable Instant time(String field) {
      return fields.get(field) instanceof String text ? Times.parse(text) : null;
    }

    /** A field that holds text, empty if it is absent. */
    public String text(String field) {
      return fields.get(field) instanceof String text ? text : "";
    }

    /** What the run was given, empty if nothing. */
    public Map<String, @Nullable Object> conf() {
      return fields.get("conf") instanceof Map<?, ?> conf ? map(conf) : Map.of();
    }
  }

  private static Map<String, @Nullable Object> map(Map<?, ?> map) {
    var copy = new LinkedHashMap<String, @Nullable Object>();
    map.forEach((key, value) -> copy.put(String.valueOf(key), value));
    return copy;
  }
}
