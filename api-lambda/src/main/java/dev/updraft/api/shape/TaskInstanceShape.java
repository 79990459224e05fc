package dev.updraft.api.shape;

import dev.updraft.api.http.AirflowTime;
import dev.updraft.api.http.Fields;
import dev.updraft.api.view.TaskInstances.Row;
import dev.updraft.core.attempt.Attempt;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Airflow's TaskInstanceResponse and TaskInstanceHistoryResponse. */
public final class TaskInstanceShape {
  private TaskInstanceShape() {}

  /** A task instance. */
  public static Fields of(Row row) {
    var attempt = row.attempt();
    return new Fields()
        .put("id", attempt == null ? Ids.of(row.key()) : attempt.id())
        .put("logical_date", row.run().facts().logicalDate())
        .put("run_after", row.run().facts().runAfter())
        .putAll(ofTry(row))
        .put("note", part(attempt, Attempt::note))
        .put("rendered_map_index", renderedMapIndex(row))
        .put("rendered_fields", attempt == null ? Map.of() : attempt.renderedFields())
        .nulls("trigger", "triggerer_job");
  }

  /** As in Airflow the number, unless the task has given it a name. */
  private static @Nullable String renderedMapIndex(Row row) {
    var name = part(row.attempt(), Attempt::renderedMapIndex);
    return name == null && row.mapIndex() >= 0 ? Integer.toString(row.mapIndex()) : name;
  }

  /** One try of a task instance. */
  public static Fields ofTry(Row row) {
    var task = row.task();
    var attempt = row.attempt();
    return new Fields()
        .put("task_id", task.taskId())
        .put("dag_id", row.dag().dagId())
        .put("dag_run_id", row.run().runId())
        .put("map_index", row.mapIndex())
        .put("start_date", part(attempt, Attempt::startedAt))
        .put("end_date", part(attempt, Attempt::endedAt))
        .put("duration", attempt == null ? null : duration(attempt))
        .put("state", row.state())
        .put("try_number", row.tryNumber())
        .put("max_tries", task.retry().retries())
        .put("task_display_name", TaskShape.displayName(task))
        .put("dag_display_name", row.dag().displayName())
        .put("hostname", runner(attempt, Attempt.Runner::hostname))
        .put("unixname", runner(attempt, Attempt.Runner::unixname))
        .put("pool", task.slots().pool())
        .put("pool_slots", task.slots().poolSlots())
        .put("queue", TaskShape.queue(task))
        .put("priority_weight", row.priorityWeight())
        .put("operator", OperatorNames.type(task.operator()))
        .put("operator_name", OperatorNames.shown(task.operator()))
        .put("queued_when", part(attempt, Attempt::queuedAt))
        .put("scheduled_when", part(attempt, Attempt::queuedAt))
        .put("pid", runner(attempt, Attempt.Runner::pid))
        .put("executor", attempt == null ? task.executor() : attempt.executor())
        .put("executor_config", "{}")
        .put(
            "dag_version",
            row.version() == null
                ? null
                : DagShape.version(row.version(), row.dag().displayName()));
  }

  /** How long an attempt ran, in seconds; null before its end. */
  public static @Nullable Double duration(Attempt attempt) {
    var started = attempt.startedAt();
    var ended = attempt.endedAt();
    return started == null || ended == null ? null : AirflowTime.seconds(started, ended);
  }

  private static <T> @Nullable T part(
      @Nullable Attempt attempt, Function<Attempt, @Nullable T> part) {
    return attempt == null ? null : part.apply(attempt);
  }

  private static <T> @Nullable T runner(
      @Nullable Attempt attempt, Function<Attempt.Runner, T> part) {
    return attempt == null || attempt.runner() == null ? null : part.apply(attempt.runner());
  }
}
