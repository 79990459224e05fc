package dev.updraft.api.execution;

import dev.updraft.api.http.Call;
import dev.updraft.api.http.Fields;
import dev.updraft.api.http.HttpAnswer;
import dev.updraft.api.http.Router;
import dev.updraft.api.shape.OperatorNames;
import dev.updraft.api.shape.TaskInstanceShape;
import dev.updraft.api.view.Dags;
import dev.updraft.api.view.Runs;
import dev.updraft.api.view.TaskInstances;
import dev.updraft.api.view.TaskInstances.Row;
import dev.updraft.core.attempt.Tickets.Bearer;
import dev.updraft.core.port.RunStore.RunRow;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Questions of runners about other task instances, such as ExternalTaskSensor asks. */
final class TaskQueriesApi {
  private static final int PREVIOUS_RUNS_MAX = 100;
  private final Runs runs;
  private final TaskInstances instances;

  TaskQueriesApi(Runs runs, TaskInstances instances) {
    this.runs = runs;
    this.instances = instances;
  }

  void routes(Router router, TaskAuth auth) {
    router
        .on("GET", "/execution/task-instances/count", auth.any(this::count))
        .on("GET", "/execution/task-instances/states", auth.any(this::states))
        .on("GET", "/execution/task-instances/breadcrumbs", auth.any(this::breadcrumbs))
        .on(
            "GET",
            "/execution/task-instances/previous/{dag_id}/{task_id}",
            auth.any(this::previous));
  }

  private HttpAnswer count(Call call, Bearer bearer) {
    var states = new HashSet<>(call.queries("states"));
    return HttpAnswer.ok(
        chosen(call).stream()
            .filter(row -> states.isEmpty() || states.contains(named(row)))
            .count());
  }

  private static String named(Row row) {
    var name = row.state().airflowName();
    return name == null ? "null" : name;
  }

  private HttpAnswer states(Call call, Bearer bearer) {
    var byRun = new LinkedHashMap<String, Fields>();
    for (var row : chosen(call)) {
      var task = row.task().taskId().value();
      byRun
          .computeIfAbsent(row.run().runId().value(), _ -> new Fields())
          .put(row.mapIndex() < 0 ? task : task + "_" + row.mapIndex(), row.state());
    }
    return HttpAnswer.ok(new Fields().put("task_states", byRun));
  }

  private List<Row> chosen(Call call) {
    var tasks = new HashSet<>(call.queries("task_ids"));
    var group = call.query("task_group_id");
    var mapIndex = call.queryInt("map_index");
    return RunChoice.of(call, runs).stream()
        .flatMap(run -> instances.ofRun(run).stream())
        .filter(row -> mapIndex == null || row.mapIndex() == mapIndex)
        .filter(row -> tasks.isEmpty() || tasks.contains(row.task().taskId().value()))
        .filter(row -> group == null || row.isIn(group))
        .toList();
  }

  private HttpAnswer breadcrumbs(Call call, Bearer bearer) {
    var run =
        runs.find(TaskDagRunsApi.required(call, "dag_id"), TaskDagRunsApi.required(call, "run_id"));
    var crumbs =
        run.stream()
            .flatMap(row -> instances.ofRun(row).stream())
            .filter(row -> row.state().isFinished())
            .sorted(Comparator.comparing(row -> row.task().taskId()))
            .map(TaskQueriesApi::crumb)
            .toList();
    return HttpAnswer.ok(new Fields().put("breadcrumbs", crumbs));
  }

  private static Fields crumb(Row row) {
    return new Fields()
        .put("task_id", row.task().taskId())
        .put("map_index", row.mapIndex())
        .put("state", row.state())
        .put("operator", OperatorNames.type(row.task().operator()))
        .put("duration", row.attempt() == null ? null : TaskInstanceShape.duration(row.attempt()));
  }

  private HttpAnswer previous(Call call, Bearer bearer) {
    var before = call.queryTime("logical_date");
    var state = call.query("state");
    int mapIndex = call.queryInt("map_index", -1, -1);
    return Dags.id(call.path("dag_id")).stream()
        .flatMap(id -> runs.ofDag(id, PREVIOUS_RUNS_MAX).stream())
        .filter(run -> isBefore(run, before))
        .sorted(Comparator.comparing(TaskQueriesApi::date).reversed())
        .flatMap(run -> instances.find(run, call.path("task_id"), mapIndex).stream())
        .filter(row -> state == null || state.equals(row.state().airflowName()))
        .findFirst()
        .map(row -> HttpAnswer.ok(previous(row)))
        .orElseGet(HttpAnswer::jsonNull);
  }

  private static boolean isBefore(RunRow run, @Nullable Instant before) {
    var date = run.facts().logicalDate();
    return before == null || (date != null && date.isBefore(before));
  }

  private static Instant date(RunRow run) {
    var date = run.facts().logicalDate();
    return date == null ? Instant.EPOCH : date;
  }

  private static Fields previous(Row row) {
    var attempt = row.attempt();
    return new Fields()
        .put("task_id", row.task().taskId())
        .put("dag_id", row.dag().dagId())
        .put("run_id", row.run().runId())
        .put("logical_date", row.run().facts().logicalDate())
        .put("start_date", attempt == null ? null : attempt.startedAt())
        .put("end_date", attempt == null ? null : attempt.endedAt())
        .put("state", row.state())
        .put("try_number", row.tryNumber())
        .put("map_index", row.mapIndex())
        .put("duration", attempt == null ? null : TaskInstanceShape.duration(attempt));
  }
}
