package dev.updraft.api.rest;

import dev.updraft.api.http.Call;
import dev.updraft.api.http.Listing;
import dev.updraft.api.http.Order;
import dev.updraft.api.shape.OperatorNames;
import dev.updraft.api.shape.TaskInstanceShape;
import dev.updraft.api.shape.TaskShape;
import dev.updraft.api.view.TaskInstances.Row;
import dev.updraft.core.attempt.Attempt;
import dev.updraft.core.run.TaskInstanceState;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lists of task instances, filtered and ordered as Airflow's are. */
final class TaskInstanceListing {
  private static final List<String> STATES =
      Arrays.stream(TaskInstanceState.values())
          .map(TaskInstanceState::airflowName)
          .filter(Objects::nonNull)
          .toList();

  private TaskInstanceListing() {}

  static Listing<Row> of(Call call, List<Row> rows) {
    return Listing.of(call, rows)
        .states("state", STATES, row -> row.state().airflowName())
        .times("run_after", row -> row.run().facts().runAfter())
        .times("logical_date", row -> row.run().facts().logicalDate())
        .times("start_date", row -> part(row, Attempt::startedAt))
        .times("end_date", row -> part(row, Attempt::endedAt))
        .numbers("duration", TaskInstanceListing::duration)
        .anyOf("pool", row -> row.task().slots().pool().value())
        .pattern("pool_name", row -> row.task().slots().pool().value())
        .anyOf("queue", row -> TaskShape.queue(row.task()))
        .pattern("queue_name", row -> TaskShape.queue(row.task()))
        .anyOf("executor", row -> part(row, Attempt::executor))
        .anyOf("operator", row -> OperatorNames.type(row.task().operator()))
        .pattern("operator_name", row -> OperatorNames.shown(row.task().operator()))
        .anyOf("try_number", row -> Integer.toString(row.tryNumber()))
        .anyOf("map_index", row -> Integer.toString(row.mapIndex()))
        .anyOf(
            "version_number",
            row -> row.version() == null ? null : Integer.toString(row.version().number()))
        .pattern("task_display_name", row -> TaskShape.displayName(row.task()))
        .pattern("dag_id", row -> row.dag().dagId().value())
        .pattern("run_id", row -> row.run().runId().value())
        .where(row -> isWanted(row, call.query("task_group_id")));
  }

  private static boolean isWanted(Row row, @Nullable String group) {
    return group == null || row.isIn(group);
  }

  static Order<Row> order() {
    return new Order<Row>()
        .by("id", row -> row.task().taskId())
        .by("task_id", row -> row.task().taskId())
        .by("state", row -> row.state().airflowName())
        .by("duration", TaskInstanceListing::duration)
        .by("start_date", row -> part(row, Attempt::startedAt))
        .by("end_date", row -> part(row, Attempt::endedAt))
        .by("map_index", Row::mapIndex)
        .by("try_number", Row::tryNumber)
        .by("logical_date", row -> row.run().facts().logicalDate())
        .by("run_after", row -> row.run().facts().runAfter())
        .by("data_interval_start", row -> row.run().facts().dataIntervalStart())
        .by("data_interval_end", row -> row.run().facts().dataIntervalEnd())
        .by("rendered_map_index", Row::mapIndex)
        .by("operator", row -> OperatorNames.type(row.task().operator()))
        .by("pool", row -> row.task().slots().pool())
        .by("queue", row -> TaskShape.queue(row.task()))
        .by("priority_weight", Row::priorityWeight)
        .by("queued_dttm", row -> part(row, Attempt::queuedAt))
        .by("scheduled_dttm", row -> part(row, Attempt::queuedAt))
        .by("updated_at", TaskInstanceListing::updatedAt);
  }

  private static @Nullable Instant updatedAt(Row row) {
    var ended = part(row, Attempt::endedAt);
    return ended == null ? part(row, Attempt::queuedAt) : ended;
  }

  private static @Nullable Double duration(Row row) {
    return row.attempt() == null ? null : TaskInstanceShape.duration(row.attempt());
  }

  private static <T> @Nullable T part(Row row, Function<Attempt, @Nullable T> part) {
    return row.attempt() == null ? null : part.apply(row.attempt());
  }
}
