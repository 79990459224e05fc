package dev.updraft.api.rest;

import dev.updraft.api.http.ApiProblem;
import dev.updraft.api.http.Body;
import dev.updraft.api.http.Call;
import dev.updraft.api.http.Fields;
import dev.updraft.api.http.HttpAnswer;
import dev.updraft.api.http.Router;
import dev.updraft.api.shape.TaskInstanceShape;
import dev.updraft.api.view.Dags;
import dev.updraft.api.view.Runs;
import dev.updraft.api.view.TaskInstances;
import dev.updraft.api.view.TaskInstances.Row;
import dev.updraft.core.port.AttemptStore;
import dev.updraft.core.port.AttemptStore.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Lines for people on task instances. A note is kept with the latest try, so there is none before
 * the first is queued.
 */
public final class TaskInstanceNotesApi {
  private static final String TASK = TaskInstancesApi.INSTANCES + "/{task_id}";
  private static final int NOTE_LENGTH_MAX = 1000;

  /** How many mapped task instances one call may write to. */
  private static final int NOTED_MAX = 100;

  private static final List<String> STATES = List.of("success", "failed", "skipped");
  private final Dags dags;
  private final Runs runs;
  private final TaskInstances instances;
  private final AttemptStore attempts;

  /** Over DAGs, runs, task instances and the rows of attempts. */
  public TaskInstanceNotesApi(
      Dags dags, Runs runs, TaskInstances instances, AttemptStore attempts) {
    this.dags = dags;
    this.runs = runs;
    this.instances = instances;
    this.attempts = attempts;
  }

  /** Adds the routes. */
  public void routes(Router router) {
    router
        .on("PATCH", TASK, call -> patch(call, null))
        .on("PATCH", TASK + "/{map_index}", call -> patch(call, call.pathInt("map_index")));
  }

  private HttpAnswer patch(Call call, @Nullable Integer mapIndex) {
    var body =
        Body.of(call)
            .only(
                "new_state",
                "note",
                "include_upstream",
                "include_downstream",
                "include_future",
                "include_past");
    checkState(body);
    var note = body.text("note", NOTE_LENGTH_MAX);
    body.check();
    var rows = rows(call, mapIndex);
    var mask = call.queries("update_mask");
    if (body.has("new_state") && (mask.isEmpty() || mask.contains("new_state"))) {
      throw ApiProblem.of(
          501,
          "new_state: a task instance of this deployment cannot be marked through the API, only its note can");
    }
    boolean notes = mask.isEmpty() ? note != null : mask.contains("note") && body.has("note");
    var shapes =
        (notes ? noted(call, rows, note) : rows).stream().map(TaskInstanceShape::of).toList();
    return HttpAnswer.ok(
        Fields.list("task_instances", shapes, shapes.size())
            .nulls("total_entries_limit", "next_cursor", "previous_cursor"));
  }

  private static void checkState(Body body) {
    var state = body.get("new_state");
    if (body.has("new_state") && state == null) {
      body.valueError("new_state", "'new_state' should not be empty");
    } else if (state != null
        && !(state instanceof String text && STATES.contains(text.toLowerCase(Locale.ROOT)))) {
      body.valueError(
          "new_state", "'%s' is not one of ['success', 'failed', 'skipped']".formatted(state));
    }
  }

  private List<Row> rows(Call call, @Nullable Integer mapIndex) {
    var dagId = call.path("dag_id");
    var runId = call.path("dag_run_id");
    var taskId = call.path("task_id");
    var known =
        dags.find(dagId)
            .orElseThrow(
                () -> ApiProblem.notFound("The Dag with ID: `" + dagId + "` was not found"));
    if (known.dag().tasks().stream().noneMatch(task -> task.taskId().value().equals(taskId))) {
      throw ApiProblem.notFound("Task '%s' not found in Dag '%s'".formatted(taskId, dagId));
    }
    var rows =
        runs.find(dagId, runId).stream()
            .flatMap(run -> instances.ofTask(run, taskId).stream())
            .filter(row -> mapIndex == null || row.mapIndex() == mapIndex)
            .toList();
    if (rows.isEmpty()) {
      throw ApiProblem.notFound(
          "The Task Instance with dag_id: `%s`, run_id: `%s`, task_id: `%s` and map_index: `%s` was not found"
              .formatted(dagId, runId, taskId, mapIndex == null ? "None" : mapIndex));
    }
    return rows;
  }

  private List<Row> noted(Call call, List<Row> rows, @Nullable String note) {
    if (rows.size() > NOTED_MAX) {
      throw ApiProblem.badRequest(
          "the task has %d task instances in this run, a note can be set on %d at once: name a map_index"
              .formatted(rows.size(), NOTED_MAX));
    }
    if (rows.stream().anyMatch(row -> row.attempt() == null)) {
      throw ApiProblem.of(
          409,
          "Task '%s' has not been queued in this run: there is no try to keep a note with"
              .formatted(call.path("task_id")));
    }
    var noted = new ArrayList<Row>();
    for (var row : rows) {
      var attempt = row.attempt();
      if (attempt != null
          && attempts.note(attempt.key(), note) instanceof Change.Done(var changed)) {
        noted.add(row.with(changed));
      }
    }
    return noted;
  }
}
