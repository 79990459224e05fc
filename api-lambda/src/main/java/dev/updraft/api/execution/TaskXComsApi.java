package dev.updraft.api.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.updraft.api.http.ApiJson;
import dev.updraft.api.http.ApiProblem;
import dev.updraft.api.http.Call;
import dev.updraft.api.http.Fields;
import dev.updraft.api.http.HttpAnswer;
import dev.updraft.api.http.Router;
import dev.updraft.api.view.Paged;
import dev.updraft.api.view.Runs;
import dev.updraft.core.attempt.Tickets.Bearer;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.id.TaskInstanceKey;
import dev.updraft.core.port.RunStore.RunRow;
import dev.updraft.core.port.XComStore;
import dev.updraft.core.port.XComStore.XCom;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** XComs for runners: read in the attempt's own DAG, written by the task instance itself only. */
final class TaskXComsApi {
  /** How many instances a task may be mapped to, as Airflow's max_map_length. */
  private static final int MAP_LENGTH_MAX = 1024;

  /** How long a key may be, as in Airflow's table. */
  private static final int KEY_LENGTH_MAX = 512;

  /** DynamoDB takes 1,024; some are for what stands between and for the map index. */
  private static final int SORT_KEY_BYTES_MAX = 1_000;

  /** How many runs before are looked at for a value. */
  private static final int PRIOR_RUNS_MAX = 100;

  private static final String XCOM = "/execution/xcoms/{dag_id}/{run_id}/{task_id}/{key:path}";
  private final XComStore xcoms;
  private final Runs runs;
  private final InstantSource clock;

  TaskXComsApi(XComStore xcoms, Runs runs, InstantSource clock) {
    this.xcoms = xcoms;
    this.runs = runs;
    this.clock = clock;
  }

  void routes(Router router, TaskAuth auth) {
    router
        .on("GET", XCOM + "/item/{offset}", auth.any(this::item))
        .on("GET", XCOM + "/slice", auth.any(this::slice))
        .on("HEAD", XCOM, auth.any(this::head))
        .on("GET", XCOM, auth.any(this::get))
        .on("POST", XCOM, auth.any(this::post))
        .on("DELETE", XCOM, auth.any(this::delete));
  }

  private HttpAnswer get(Call call, Bearer bearer) {
    var offset = call.queryInt("offset");
    if (offset != null) {
      return value(call, at(values(call, bearer), offset), "offset=" + offset);
    }
    var mapIndex = call.queryInt("map_index");
    int index = mapIndex == null ? TaskInstanceKey.UNMAPPED : mapIndex;
    var found = Optional.ofNullable(xcoms.get(readable(call, bearer, index), call.path("key")));
    if (found.isEmpty() && call.queryFlag("include_prior_dates")) {
      found = prior(call, index);
    }
    return value(call, found, "map_index=" + index);
  }

  private HttpAnswer value(Call call, Optional<XCom> found, String which) {
    return found
        .map(xcom ->
            HttpAnswer.ok(
                new Fields()
                    .put("key", call.path("key"))
                    .put("value", ApiJson.stored(xcom.json()))))
        .orElseThrow(() -> missing(call, which));
  }

  private HttpAnswer item(Call call, Bearer bearer) {
    int offset = call.pathInt("offset");
    return at(values(call, bearer), offset)
        .map(xcom -> HttpAnswer.of(200, "application/json", xcom.json()))
        .orElseThrow(() -> missing(call, "offset=" + offset));
  }

  private HttpAnswer slice(Call call, Bearer bearer) {
    var slice =
        Slice.of(
            values(call, bearer),
            call.queryInt("start"),
            call.queryInt("stop"),
            call.queryInt("step"));
    var items = new ArrayList<@Nullable Object>();
    slice.forEach(xcom -> items.add(ApiJson.stored(xcom.json())));
    return HttpAnswer.ok(items);
  }

  private HttpAnswer head(Call call, Bearer bearer) {
    if (call.query("map_index") != null) {
      throw ApiProblem.reason(400, "invalid_request", "Cannot specify map_index in a HEAD request");
    }
    return HttpAnswer.empty(200)
        .with("Content-Range", "map_indexes " + values(call, bearer).size());
  }

  private HttpAnswer post(Call call, Bearer bearer) {
    var length = call.queryInt("mapped_length");
    if (length != null && length > MAP_LENGTH_MAX) {
      throw ApiProblem.reason(
          400,
          "unmappable_return_value_length",
          "pushed value is too large to map as a downstream's dependency");
    }
    var json = call.http().body().isBlank() ? "null" : call.http().body();
    try {
      ApiJson.parse(json);
    } catch (StreamConstraintsException e) {
      throw ApiProblem.reason(
          422, "invalid_format", "XCom value cannot be kept: " + e.getOriginalMessage());
    } catch (JsonProcessingException e) {
      throw ApiProblem.reason(
          400, "invalid_format", "XCom value is not a valid JSON: " + e.getOriginalMessage());
    }
    requireOwn(call, bearer);
    requireKey(call);
    stored(xcoms.put(bearer.key(), call.path("key"), json, clock.instant()));
    return HttpAnswer.json(201, new Fields().put("message", "XCom successfully set"));
  }

  private HttpAnswer delete(Call call, Bearer bearer) {
    requireOwn(call, bearer);
    stored(xcoms.delete(bearer.key(), call.path("key")));
    return HttpAnswer.ok(
        new Fields()
            .put("message", "XCom with key: %s successfully deleted.".formatted(call.path("key"))));
  }

  /** Every value of the key that the task's instances left, by map index. */
  private List<XCom> values(Call call, Bearer bearer) {
    var unmapped = readable(call, bearer, TaskInstanceKey.UNMAPPED);
    var key = call.path("key");
    var values =
        new ArrayList<>(
            Paged.first(
                MAP_LENGTH_MAX,
                (from, limit) ->
                    xcoms.ofTask(unmapped.run(), unmapped.taskId(), key, from, limit)));
    boolean alone =
        values.stream().noneMatch(x -> x.owner().mapIndex() == TaskInstanceKey.UNMAPPED);
    var own = alone ? xcoms.get(unmapped, key) : null;
    if (own != null) {
      values.addFirst(own);
    }
    return values;
  }

  private static Optional<XCom> at(List<XCom> values, int offset) {
    int index = offset < 0 ? values.size() + offset : offset;
    return index < 0 || index >= values.size() ? Optional.empty() : Optional.of(values.get(index));
  }

  /** The value of the latest run before that has one. */
  private Optional<XCom> prior(Call call, int mapIndex) {
    var run = runs.find(call.path("dag_id"), call.path("run_id"));
    var date = run.map(row -> row.facts().logicalDate()).orElse(null);
    if (run.isEmpty() || date == null) {
      return Optional.empty();
    }
    return runs.ofDag(run.get().dagId(), PRIOR_RUNS_MAX).stream()
        .filter(row -> isBefore(row.facts().logicalDate(), date))
        .sorted(Comparator.comparing((RunRow row) -> row.facts().runAfter()).reversed())
        .map(row -> new TaskInstanceKey(row.key(), new TaskId(call.path("task_id")), mapIndex))
        .flatMap(owner -> Optional.ofNullable(xcoms.get(owner, call.path("key"))).stream())
        .findFirst();
  }

  private static boolean isBefore(@Nullable Instant one, Instant other) {
    return one != null && one.isBefore(other);
  }

  private static TaskInstanceKey readable(Call call, Bearer bearer, int mapIndex) {
    var owner = owner(call, mapIndex);
    if (!owner.run().dagId().equals(bearer.key().run().dagId())) {
      throw denied("A task reads the XComs of its own Dag only");
    }
    return owner;
  }

  /** A key and the id of its task are one sort key, in which a % and a # take three bytes. */
  private static void requireKey(Call call) {
    var key = call.path("key");
    if (key.length() > KEY_LENGTH_MAX) {
      throw ApiProblem.reason(
          422,
          "invalid_key",
          "an XCom's key has at most %d characters, this one has %d"
              .formatted(KEY_LENGTH_MAX, key.length()));
    }
    var text = call.path("task_id") + key.replace("%", "%25").replace("#", "%23");
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > SORT_KEY_BYTES_MAX) {
      throw ApiProblem.reason(
          422,
          "invalid_key",
          "an XCom's key and the id of its task have at most %d bytes together, these have %d"
              .formatted(SORT_KEY_BYTES_MAX, bytes));
    }
  }

  private static void stored(boolean done) {
    if (!done) {
      throw ApiProblem.reason(
          409, "not_running", "a newer try of the task instance has an XCom of this key");
    }
  }

  private static void requireOwn(Call call, Bearer bearer) {
    var mapIndex = call.queryInt("map_index");
    var owner = owner(call, mapIndex == null ? TaskInstanceKey.UNMAPPED : mapIndex);
    if (!owner.equals(bearer.key().taskInstance())) {
      throw denied("A task writes its own XComs only");
    }
  }

  private static TaskInstanceKey owner(Call call, int mapIndex) {
    try {
      return Runs.key(call.path("dag_id"), call.path("run_id"))
          .map(run -> new TaskInstanceKey(run, new TaskId(call.path("task_id")), mapIndex))
          .orElseThrow(() -> missing(call, "map_index=" + mapIndex));
    } catch (IllegalArgumentException e) {
      throw missing(call, "map_index=" + mapIndex);
    }
  }

  private static ApiProblem denied(String message) {
    return ApiProblem.reason(403, "access_denied", message);
  }

  private static ApiProblem missing(Call call, String which) {
    return ApiProblem.notFoundReason(
        "XCom with key='%s' %s not found for task '%s' in DAG run '%s' of '%s'"
            .formatted(
                call.path("key"),
                which,
                call.path("task_id"),
                call.path("run_id"),
                call.path("dag_id")));
  }
}
