package dev.updraft.api.rest;

import dev.updraft.api.http.ApiProblem;
import dev.updraft.api.http.Call;
import dev.updraft.api.http.Fields;
import dev.updraft.api.http.HttpAnswer;
import dev.updraft.api.http.Order;
import dev.updraft.api.http.Router;
import dev.updraft.api.shape.TaskShape;
import dev.updraft.api.view.Dags;
import dev.updraft.core.dag.Dag;
import dev.updraft.core.dag.Task;

/** The tasks of a DAG's current version. */
public final class TasksApi {
  private final Dags dags;

  /** Over DAGs. */
  public TasksApi(Dags dags) {
    this.dags = dags;
  }

  /** Adds the routes. */
  public void routes(Router router) {
    router
        .on("GET", "/api/v2/dags/{dag_id}/tasks", this::list)
        .on("GET", "/api/v2/dags/{dag_id}/tasks/{task_id}", this::get);
  }

  private HttpAnswer list(Call call) {
    var dag = dag(call);
    var order =
        new Order<Task>()
            .by("task_id", Task::taskId)
            .by("task_display_name", TaskShape::displayName)
            .by("owner", Task::owner)
            .by("trigger_rule", Task::triggerRule)
            .by("pool", task -> task.slots().pool())
            .by("queue", TaskShape::queue)
            .by("retries", task -> task.retry().retries())
            .by("priority_weight", task -> task.slots().priorityWeight())
            .by("start_date", Task::startDate)
            .by("end_date", Task::endDate);
    var tasks = order.sorted(call, dag.tasks(), "task_id");
    return HttpAnswer.ok(
        Fields.list(
            "tasks", tasks.stream().map(task -> TaskShape.of(task, dag)).toList(), tasks.size()));
  }

  private HttpAnswer get(Call call) {
    var dag = dag(call);
    var taskId = call.path("task_id");
    return dag.tasks().stream()
        .filter(task -> task.taskId().value().equals(taskId))
        .findFirst()
        .map(task -> HttpAnswer.ok(TaskShape.of(task, dag)))
        .orElseThrow(() -> ApiProblem.notFound("Task with id " + taskId + " was not found"));
  }

  private Dag dag(Call call) {
    var dagId = call.path("dag_id");
    return dags.find(dagId)
        .map(Dags.Known::dag)
        .orElseThrow(() -> ApiProblem.notFound("The Dag with ID: `" + dagId + "` was not found"));
  }
}
