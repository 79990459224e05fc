package dev.updraft.runner.operator;

import dev.updraft.core.dag.TaskGroup;
import dev.updraft.core.id.TaskId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Skips tasks after this one, as Airflow's SkipMixin does. */
public final class Branching {
  private static final String XCOM_KEY = "skipmixin_key";

  private final Execution execution;
  private final SortedMap<TaskId, List<TaskId>> downstream;
  private final List<TaskId> direct;

  /** For one execution. */
  public Branching(Execution execution) {
    this.execution = execution;
    this.downstream = execution.run().brief().downstream();
    this.direct = downstream.getOrDefault(execution.task().taskId(), List.of());
  }

  /**
   * Follows some branches: direct downstream tasks that are neither chosen nor come after a chosen
   * one are skipped.
   *
   * @param chosen an id of a task or group, a list of them, or null for none
   */
  public void follow(@Nullable Object chosen) {
    var ids = ids(chosen);
    execution.log().info("Following branch " + ids);
    var followed = new TreeSet<TaskId>();
    for (var id : ids) {
      followed.addAll(tasks(id));
    }
    for (var task : List.copyOf(followed)) {
      followed.addAll(after(task));
    }
    if (direct.isEmpty()) {
      return;
    }
    var kept = direct.stream().filter(followed::contains).toList();
    execution.xcoms().push(XCOM_KEY, Map.of("followed", kept));
    skip(direct.stream().filter(task -> !followed.contains(task)).toList());
  }

  /** Skips the tasks after this one: all of them, or only the direct ones. */
  public void skipDownstream(boolean all) {
    var tasks = all ? List.copyOf(after(execution.task().taskId())) : direct;
    if (tasks.isEmpty()) {
      execution.log().info("No downstream tasks; nothing to do.");
      return;
    }
    execution.xcoms().push(XCOM_KEY, Map.of("skipped", tasks));
    skip(tasks);
  }

  private void skip(List<TaskId> tasks) {
    execution.log().info("Skipping tasks " + tasks);
    if (!tasks.isEmpty()) {
      execution.api().skipDownstream(tasks);
    }
  }

  private Set<TaskId> after(TaskId task) {
    var found = new LinkedHashSet<TaskId>();
    var queue = new ArrayDeque<>(downstream.getOrDefault(task, List.of()));
    while (!queue.isEmpty()) {
      var next = queue.remove();
      if (found.add(next)) {
        queue.addAll(downstream.getOrDefault(next, List.of()));
      }
    }
    return found;
  }

  /** A group stands for its tasks that come directly after this one, or else for its roots. */
  private List<TaskId> tasks(String id) {
    var known = new TreeSet<>(downstream.keySet());
    downstream.values().forEach(known::addAll);
    if (known.stream().anyMatch(task -> task.value().equals(id))) {
      return List.of(new TaskId(id));
    }
    boolean group =
        execution.run().brief().dag().groups().stream()
            .map(TaskGroup::groupId)
            .anyMatch(each -> each.value().equals(id));
    if (!group) {
      throw TaskFailure.retryable(
          "'branch_task_ids' must contain only valid task_ids downstream of '%s'. Invalid: '%s'"
              .formatted(execution.task().taskId(), id));
    }
    var members = known.stream().filter(task -> task.value().startsWith(id + ".")).toList();
    var later = new TreeSet<TaskId>();
    members.forEach(member -> later.addAll(downstream.getOrDefault(member, List.of())));
    return members.stream().filter(member -> !later.contains(member)).toList();
  }

  private static List<String> ids(@Nullable Object chosen) {
    return switch (chosen) {
      case null -> List.of();
      case String id -> List.of(id);
      case List<?> list -> {
        var ids = new ArrayList<String>();
        for (Object item : list) {
          if (!(item instanceof String id)) {
            throw TaskFailure.retryable(
                "The branching function must return task ids, it returned " + list);
          }
          ids.add(id);
        }
        yield ids;
      }
      default ->
          throw TaskFailure.retryable(
              "'branch_task_ids' must be either None, a task ID, or a list of IDs, but is "
                  + chosen);
    };
  }
}
