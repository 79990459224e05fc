package dev.updraft.api.shape;

import dev.updraft.api.http.Fields;
import dev.updraft.core.dag.Dag;
import dev.updraft.core.dag.Executors;
import dev.updraft.core.dag.Mapping;
import dev.updraft.core.dag.Param;
import dev.updraft.core.dag.Task;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Airflow's TaskResponse. */
public final class TaskShape {
  private TaskShape() {}

  /** A task. */
  public static Fields of(Task task, Dag dag) {
    var operator = task.operator();
    var slots = task.slots();
    return new Fields()
        .put("task_id", task.taskId())
        .put("task_display_name", displayName(task))
        .put("owner", task.owner())
        .put("start_date", task.startDate() == null ? dag.startDate() : task.startDate())
        .put("end_date", task.endDate() == null ? dag.endDate() : task.endDate())
        .put("trigger_rule", task.triggerRule())
        .put("depends_on_past", task.dependsOnPast())
        .put("wait_for_downstream", task.waitForDownstream())
        .put("retries", (double) task.retry().retries())
        .put("queue", queue(task))
        .put("pool", slots.pool())
        .put("pool_slots", (double) slots.poolSlots())
        .put("execution_timeout", timeDelta(task.executionTimeout()))
        .put("retry_delay", timeDelta(task.retry().delay()))
        .put("retry_exponential_backoff", task.retry().backoffMultiplier())
        .put("priority_weight", (double) slots.priorityWeight())
        .put("weight_rule", slots.weightRule())
        .put("ui_color", "#fff")
        .put("ui_fgcolor", "#000")
        .put("template_fields", OperatorNames.templateFields(operator))
        .put("downstream_task_ids", downstream(task, dag))
        .put("doc_md", task.docMd())
        .put("operator_name", OperatorNames.shown(operator))
        .put("params", params(task.params(), "task"))
        .put(
            "class_ref",
            new Fields()
                .put("module_path", OperatorNames.module(operator))
                .put("class_name", OperatorNames.type(operator)))
        .put("is_mapped", isMapped(task))
        .put("extra_links", List.of());
  }

  /** The worker queue Airflow would show. */
  public static String queue(Task task) {
    var queue = task.queue();
    return queue == null ? Executors.DEFAULT_QUEUE : queue;
  }

  /** The name to show: the id, unless the file gives another. */
  public static String displayName(Task task) {
    return task.settings().get("task_display_name") instanceof String name
        ? name
        : task.taskId().value();
  }

  /** Whether a task is mapped by itself. */
  public static boolean isMapped(Task task) {
    return switch (task.mapping()) {
      case Mapping.None _ -> false;
      case Mapping.Expand _ -> true;
    };
  }

  /** Params with their values, schemas and descriptions. */
  public static Fields params(Map<String, Param> params, String source) {
    var fields = new Fields();
    params.forEach((name, param) ->
        fields.put(
            name,
            new Fields()
                .put("value", param.value())
                .put("schema", param.schema())
                .put("description", param.description())
                .put("source", source)));
    return fields;
  }

  private static List<String> downstream(Task task, Dag dag) {
    return dag.tasks().stream()
        .filter(other -> other.upstream().contains(task.taskId()))
        .map(other -> other.taskId().value())
        .sorted()
        .toList();
  }

  private static @Nullable Fields timeDelta(@Nullable Duration duration) {
    if (duration == null) {
      return null;
    }
    long days = duration.toDays();
    var rest = duration.minusDays(days);
    return new Fields()
        .put("__type", "TimeDelta")
        .put("days", days)
        .put("seconds", rest.toSeconds())
        .put("microseconds", rest.minusSeconds(rest.toSeconds()).toNanos() / 1_000);
  }
}
