package dev.updraft.api.rest;

import dev.updraft.api.http.ApiProblem;
import dev.updraft.api.http.Call;
import dev.updraft.api.http.Fields;
import dev.updraft.api.http.HttpAnswer;
import dev.updraft.api.http.Router;
import dev.updraft.api.shape.TaskInstanceShape;
import dev.updraft.api.shape.TaskShape;
import dev.updraft.api.view.Dags;
import dev.updraft.api.view.Runs;
import dev.updraft.api.view.TaskInstances;
import dev.updraft.api.view.TaskInstances.Row;
import dev.updraft.core.port.RunStore.RunRow;
import java.util.ArrayList;
import java.util.List;

/** Task instances of runs, and their tries. */
public final class TaskInstancesApi {
  static final String INSTANCES = "/api/v2/dags/{dag_id}/dagRuns/{dag_run_id}/taskInstances";
  private static final String TASK = INSTANCES + "/{task_id}";

  /** How many of the latest runs a list over runs looks at. */
  private static final int RUNS_MAX = 25;

  private final Runs runs;
  private final TaskInstances instances;

  /** Over runs and their task instances. */
  public TaskInstancesApi(Runs runs, TaskInstances instances) {
    this.runs = runs;
    this.instances = instances;
  }

  /** Adds the routes. */
  public void routes(Router router) {
    router
        .on("GET", INSTANCES, this::list)
        .on("GET", TASK, call -> get(call, -1))
        .on("GET", TASK + "/listMapped", this::listMapped)
        .on("GET", TASK + "/tries", call -> tries(call, mapIndex(call)))
        .on("GET", TASK + "/tries/{task_try_number}", call -> oneTry(call, mapIndex(call)))
        .on("GET", TASK + "/{map_index}", call -> get(call, call.pathInt("map_index")))
        .on("GET", TASK + "/{map_index}/tries", call -> tries(call, call.pathInt("map_index")))
        .on(
            "GET",
            TASK + "/{map_index}/tries/{task_try_number}",
            call -> oneTry(call, call.pathInt("map_index")));
  }

  private HttpAnswer list(Call call) {
    var taskId = call.query("task_id");
    return answer(
        call,
        candidates(call).stream()
            .filter(row -> taskId == null || row.task().taskId().value().equals(taskId))
            .toList(),
        "map_index");
  }

  private List<Row> candidates(Call call) {
    var dagId = call.path("dag_id");
    if (!call.path("dag_run_id").equals("~")) {
      if (dagId.equals("~")) {
        throw ApiProblem.badRequest("dag_id is required when dag_run_id is specified");
      }
      return instances.ofRun(run(call));
    }
    var latest =
        dagId.equals("~")
            ? runs.latest().stream().limit(RUNS_MAX).toList()
            : Dags.id(dagId).map(id -> runs.ofDag(id, RUNS_MAX)).orElse(List.of());
    return latest.stream().flatMap(run -> instances.ofRun(run).stream()).toList();
  }

  private HttpAnswer listMapped(Call call) {
    var taskId = call.path("task_id");
    var all = instances.ofTask(run(call), taskId);
    if (all.isEmpty()) {
      throw ApiProblem.notFound("Task id " + taskId + " not found");
    }
    if (!TaskShape.isMapped(all.getFirst().task())) {
      throw ApiProblem.notFound("Task id " + taskId + " is not mapped");
    }
    return answer(call, all.stream().filter(row -> row.mapIndex() >= 0).toList(), "map_index");
  }

  private static HttpAnswer answer(Call call, List<Row> rows, String order) {
    var page = TaskInstanceListing.of(call, rows).page(TaskInstanceListing.order(), order);
    return HttpAnswer.ok(
        page.as("task_instances", TaskInstanceShape::of)
            .nulls("total_entries_limit", "next_cursor", "previous_cursor"));
  }

  private HttpAnswer get(Call call, int mapIndex) {
    var taskId = call.path("task_id");
    var found =
        instances.find(
            runs.find(call.path("dag_id"), call.path("dag_run_id"))
                .orElseThrow(() -> missing(call, mapIndex)),
            taskId,
            mapIndex);
    return HttpAnswer.ok(TaskInstanceShape.of(found.orElseThrow(() -> missing(call, mapIndex))));
  }

  private ApiProblem missing(Call call, int mapIndex) {
    var text =
        mapIndex >= 0
            ? "The Mapped Task Instance with dag_id: `%s`, run_id: `%s`, task_id: `%s`, and map_index: `%d` was not found"
            : "The Task Instance with dag_id: `%s`, run_id: `%s` and task_id: `%s` was not found";
    return ApiProblem.notFound(
        text.formatted(
            call.path("dag_id"), call.path("dag_run_id"), call.path("task_id"), mapIndex));
  }

  private HttpAnswer tries(Call call, int mapIndex) {
    var tries =
        instances
            .find(run(call), call.path("task_id"), mapIndex)
            .map(row -> row.attempt() == null ? triesAndNow(row) : instances.tries(row))
            .orElseThrow(() ->
                ApiProblem.notFound(
                    "The Task Instance with dag_id: `%s`, run_id: `%s`, task_id: `%s` and map_index: `%d` was not found"
                        .formatted(
                            call.path("dag_id"),
                            call.path("dag_run_id"),
                            call.path("task_id"),
                            mapIndex)));
    return HttpAnswer.ok(
        Fields.list(
            "task_instances",
            tries.stream().map(Row::asRecorded).map(TaskInstanceShape::ofTry).toList(),
            tries.size()));
  }

  /** The tries before, and the task instance as it waits for its next one. */
  private List<Row> triesAndNow(Row row) {
    var all = new ArrayList<>(instances.tries(row));
    all.add(row);
    return all;
  }

  private HttpAnswer oneTry(Call call, int mapIndex) {
    int number = call.pathInt("task_try_number");
    return instances.find(run(call), call.path("task_id"), mapIndex).stream()
        .flatMap(row -> instances.tries(row).stream())
        .filter(row -> row.tryNumber() == number)
        .findFirst()
        .map(row -> HttpAnswer.ok(TaskInstanceShape.ofTry(row)))
        .orElseThrow(() ->
            ApiProblem.notFound(
                "The Task Instance with dag_id: `%s`, run_id: `%s`, task_id: `%s`, try_number: `%d` and map_index: `%d` was not found"
                    .formatted(
                        call.path("dag_id"),
                        call.path("dag_run_id"),
                        call.path("task_id"),
                        number,
                        mapIndex)));
  }

  private RunRow run(Call call) {
    var dagId = call.path("dag_id");
    var runId = call.path("dag_run_id");
    return runs.find(dagId, runId)
        .orElseThrow(() ->
            ApiProblem.notFound(
                "DagRun with dag_id: `%s` and run_id: `%s` was not found".formatted(dagId, runId)));
  }

  private static int mapIndex(Call call) {
    return call.queryInt("map_index", -1, -1);
  }
}
