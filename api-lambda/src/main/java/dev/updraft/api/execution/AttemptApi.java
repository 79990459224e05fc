package dev.updraft.api.execution;

import dev.updraft.api.http.ApiJson;
import dev.updraft.api.http.ApiProblem;
import dev.updraft.api.http.Body;
import dev.updraft.api.http.Call;
import dev.updraft.api.http.Fields;
import dev.updraft.api.http.HttpAnswer;
import dev.updraft.api.http.Router;
import dev.updraft.api.view.Runs;
import dev.updraft.core.attempt.Tickets.Bearer;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.port.AttemptStore;
import dev.updraft.core.port.AttemptStore.Change;
import dev.updraft.core.port.LogStore;
import dev.updraft.core.port.RunStore;
import dev.updraft.core.run.DagRunState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What else a runner says and asks of its own attempt. */
final class AttemptApi {
  /** How large a chunk of a log may be. */
  static final int CHUNK_BYTES_MAX = 256 * 1024;

  /** How long a rendered field is kept, as Airflow's max_templated_field_length. */
  static final int RENDERED_LENGTH_MAX = 4096;

  /** How much of all rendered fields together is kept: they are in the attempt's row. */
  static final int RENDERED_BYTES_MAX = 64 * 1024;

  /** How long the name of a map index may be, as in Airflow's table. */
  private static final int MAP_INDEX_LENGTH_MAX = 250;

  private static final String TASK_INSTANCE = "/execution/task-instances/{task_instance_id}";
  private static final TaskId NO_TASK = new TaskId("?");
  private static final int SKIPPED_MAX = 10_000;

  /** They lie in the attempt's row and are told to its run in one message. */
  private static final int SKIPPED_BYTES_MAX = 128 * 1024;

  private final AttemptStore attempts;
  private final LogStore logs;
  private final RunStore runs;

  AttemptApi(AttemptStore attempts, LogStore logs, RunStore runs) {
    this.attempts = attempts;
    this.logs = logs;
    this.runs = runs;
  }

  void routes(Router router, TaskAuth auth) {
    router
        .on("PUT", TASK_INSTANCE + "/updraft/log/{number}", auth.log(this::log))
        .on("PUT", TASK_INSTANCE + "/rtif", auth.conditioned(this::rendered))
        .on("PATCH", TASK_INSTANCE + "/skip-downstream", auth.conditioned(this::skipDownstream))
        .on("PATCH", TASK_INSTANCE + "/rendered-map-index", auth.conditioned(this::mapIndex))
        .on(
            "GET",
            TASK_INSTANCE + "/previous-successful-dagrun",
            auth.self(this::previousSuccessful))
        .on(
            "GET",
            TASK_INSTANCE + "/validate-inlets-and-outlets",
            auth.self((_, _) -> HttpAnswer.ok(new Fields().put("inactive_assets", List.of()))))
        .on(
            "GET",
            "/execution/task-reschedules/{task_instance_id}/start_date",
            auth.self(this::rescheduleStart));
  }

  private HttpAnswer log(Call call, Bearer bearer) {
    int number = call.pathInt("number");
    var lines = call.http().body();
    if (number < 0) {
      throw ApiProblem.invalid(
          "greater_than_equal",
          List.of("path", "number"),
          "Input should be greater than or equal to 0",
          number);
    }
    int bytes = bytes(lines);
    if (bytes > CHUNK_BYTES_MAX) {
      throw ApiProblem.of(
          413,
          "a chunk of a log has at most %d bytes, this one has %d"
              .formatted(CHUNK_BYTES_MAX, bytes));
    }
    if (!lines.isEmpty()) {
      logs.append(bearer.key(), number, lines.endsWith("\n") ? lines : lines + "\n");
    }
    return HttpAnswer.empty(204);
  }

  private HttpAnswer rendered(Call call, Bearer bearer) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    var all = Body.of(call).asMap();
    int bytes = 0;
    for (var field : all.entrySet()) {
      var value = shortened(field.getValue());
      bytes += bytes(field.getKey()) + bytes(ApiJson.write(value));
      if (bytes > RENDERED_BYTES_MAX) {
        fields.put(
            "…",
            "%d of %d fields are kept, rendered fields have at most %d bytes in all"
                .formatted(fields.size(), all.size(), RENDERED_BYTES_MAX));
        break;
      }
      fields.put(field.getKey(), value);
    }
    accepted(attempts.rendered(bearer.key(), bearer.id(), fields), bearer);
    return HttpAnswer.json(
        201, new Fields().put("message", "Rendered task instance fields successfully set"));
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static @Nullable Object shortened(@Nullable Object value) {
    var text = value instanceof String string ? string : ApiJson.write(value);
    return text.length() <= RENDERED_LENGTH_MAX
        ? value
        : text.substring(0, RENDERED_LENGTH_MAX)
            + "… truncated, it has "
            + text.length()
            + " characters";
  }

  private HttpAnswer skipDownstream(Call call, Bearer bearer) {
    var body = Body.of(call).only("tasks").needs("tasks");
    var tasks = new ArrayList<TaskId>();
    if (body.get("tasks") instanceof List<?> list && list.size() <= SKIPPED_MAX) {
      list.forEach(item -> tasks.add(taskId(item, body)));
    } else if (body.has("tasks")) {
      body.error("list_type", "tasks", "Input should be a valid list", body.get("tasks"));
    }
    int bytes = tasks.stream().mapToInt(task -> bytes(task.value())).sum();
    if (bytes > SKIPPED_BYTES_MAX) {
      body.error(
          "too_long",
          "tasks",
          "the ids have %d bytes together, at most %d are kept".formatted(bytes, SKIPPED_BYTES_MAX),
          null);
    }
    body.check();
    accepted(attempts.skipDownstream(bearer.key(), bearer.id(), tasks), bearer);
    return HttpAnswer.empty(204);
  }

  /** A task id, or one with a map index; no task here has more than one instance. */
  private static TaskId taskId(@Nullable Object item, Body body) {
    var id = item instanceof List<?> pair && pair.size() == 2 ? pair.getFirst() : item;
    try {
      if (id instanceof String text) {
        return new TaskId(text);
      }
      body.error("string_type", "tasks", "Input should be a valid string", item);
    } catch (IllegalArgumentException e) {
      body.error("value_error", "tasks", String.valueOf(e.getMessage()), item);
    }
    return NO_TASK;
  }

  private HttpAnswer mapIndex(Call call, Bearer bearer) {
    if (!(Body.value(call) instanceof String text) || text.isEmpty()) {
      throw ApiProblem.of(422, "rendered_map_index cannot be empty");
    }
    var name =
        text.length() <= MAP_INDEX_LENGTH_MAX ? text : text.substring(0, MAP_INDEX_LENGTH_MAX);
    accepted(attempts.renderedMapIndex(bearer.key(), bearer.id(), name), bearer);
    return HttpAnswer.empty(204);
  }

  private HttpAnswer previousSuccessful(Call call, Bearer bearer) {
    var run = bearer.key().run();
    var found =
        Optional.ofNullable(runs.get(run))
            .map(row -> row.facts().logicalDate())
            .flatMap(date -> new Runs(runs).previous(run.dagId(), date, DagRunState.SUCCESS));
    var shape = new Fields();
    found.ifPresentOrElse(
        row ->
            shape
                .put("data_interval_start", row.facts().dataIntervalStart())
                .put("data_interval_end", row.facts().dataIntervalEnd())
                .put("start_date", row.startedAt())
                .put("end_date", row.endedAt()),
        () -> shape.nulls("data_interval_start", "data_interval_end", "start_date", "end_date"));
    return HttpAnswer.ok(shape);
  }

  private HttpAnswer rescheduleStart(Call call, Bearer bearer) {
    var attempt = attempts.get(bearer.key());
    return attempt == null || attempt.reschedules() == 0 || attempt.startedAt() == null
        ? HttpAnswer.jsonNull()
        : HttpAnswer.ok(attempt.startedAt());
  }

  private static void accepted(Change change, Bearer bearer) {
    switch (change) {
      case Change.Done _ -> {}
      case Change.Refused(var attempt) ->
          throw attempt.id().equals(bearer.id())
              ? ApiProblem.detailed(
                  409,
                  new Fields()
                      .put("reason", "invalid_state")
                      .put("message", "TI was not in the running state so it cannot be updated")
                      .put("previous_state", attempt.state()))
              : ClaimApi.missing();
      case Change.Missing() -> throw ClaimApi.missing();
    }
  }
}
