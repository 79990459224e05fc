package dev.updraft.api.ui;

import dev.updraft.api.http.Fields;
import dev.updraft.api.shape.TaskShape;
import dev.updraft.api.view.TaskInstances.Row;
import dev.updraft.core.dag.Task;
import dev.updraft.core.port.RunStore.RunRow;
import dev.updraft.core.run.TaskInstanceState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of each task and group in one run. */
final class Summaries {
  /** The state that stands for several, the first that any of them has; as Airflow ranks them. */
  private static final List<TaskInstanceState> RANKED =
      List.of(
          TaskInstanceState.FAILED,
          TaskInstanceState.UPSTREAM_FAILED,
          TaskInstanceState.UP_FOR_RETRY,
          TaskInstanceState.UP_FOR_RESCHEDULE,
          TaskInstanceState.RUNNING,
          TaskInstanceState.RESTARTING,
          TaskInstanceState.DEFERRED,
          TaskInstanceState.QUEUED,
          TaskInstanceState.SCHEDULED,
          TaskInstanceState.NONE,
          TaskInstanceState.SUCCESS,
          TaskInstanceState.SKIPPED,
          TaskInstanceState.REMOVED);

  private final Map<String, Sum> byTask = new HashMap<>();
  private final List<Fields> nodes = new ArrayList<>();

  private Summaries() {}

  /** A line of the grid's stream: a run with its nodes. */
  static Fields of(RunRow run, List<Row> rows) {
    var summaries = new Summaries();
    for (var row : rows) {
      summaries.byTask.computeIfAbsent(row.task().taskId().value(), _ -> new Sum()).add(row);
    }
    Tree.of(rows.getFirst().dag()).forEach(summaries::visit);
    return new Fields()
        .put("run_id", run.runId())
        .put("dag_id", run.dagId())
        .put("task_instances", summaries.nodes);
  }

  /** Adds a node's line, and those in it before; returns its sum for the group around it. */
  private Sum visit(Node node) {
    return switch (node) {
      case Node.OfTask(var task, var _) -> visit(task);
      case Node.OfGroup(var group, var children) -> {
        var sum = new Sum();
        children.forEach(child -> sum.add(visit(child)));
        nodes.add(sum.line(group.groupId().value(), group.groupId().value(), true));
        yield sum;
      }
    };
  }

  private Sum visit(Task task) {
    var id = task.taskId().value();
    var sum = byTask.getOrDefault(id, new Sum());
    nodes.add(sum.line(id, TaskShape.displayName(task), TaskShape.isMapped(task)));
    return sum;
  }

  /** The states and times of some task instances. */
  private static final class Sum {
    private final Map<TaskInstanceState, Integer> states = new EnumMap<>(TaskInstanceState.class);
    private @Nullable Instant start;
    private @Nullable Instant end;
    private @Nullable Integer version;

    void add(Row row) {
      states.merge(row.state(), 1, Integer::sum);
      var attempt = row.attempt();
      if (attempt != null) {
        start = earlier(start, attempt.startedAt());
        end = later(end, attempt.endedAt());
      }
      if (row.version() != null) {
        version = row.version().number();
      }
    }

    void add(Sum other) {
      other.states.forEach((state, count) -> states.merge(state, count, Integer::sum));
      start = earlier(start, other.start);
      end = later(end, other.end);
      version = other.version == null ? version : other.version;
    }

    Fields line(String id, String name, boolean counted) {
      return new Fields()
          .put("task_id", id)
          .put("task_display_name", name)
          .put("state", RANKED.stream().filter(states::containsKey).findFirst().orElse(null))
          .put("child_states", counted ? counts() : null)
          .put("min_start_date", start)
          .put("max_end_date", end)
          .put("dag_version_number", version)
          .put("has_note", false);
    }

    private Fields counts() {
      var counts = new Fields();
      states.forEach((state, count) -> {
        var name = state.airflowName();
        counts.put(name == null ? "none" : name, count);
      });
      return counts;
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
      if (one == null || other == null) {
        return one == null ? other : one;
      }
      return one.isBefore(other) ? one : other;
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
      if (one == null || other == null) {
        return one == null ? other : one;
      }
      return one.isAfter(other) ? one : other;
    }
  }
}
