package dev.updraft.api.ui;

import dev.updraft.api.http.Call;
import dev.updraft.api.view.Groups;
import dev.updraft.core.dag.Dag;
import dev.updraft.core.dag.Task;
import dev.updraft.core.id.TaskId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The part of a DAG that a call looks at: the tasks whose ids hold {@code root}, with what comes
 * before and after them if {@code include_upstream} and {@code include_downstream} say so.
 */
final class Subset {
  private Subset() {}

  static Dag of(Dag dag, Call call) {
    var root = call.query("root");
    if (root == null) {
      return dag;
    }
    var roots = new HashSet<TaskId>();
    dag.tasks().stream()
        .map(Task::taskId)
        .filter(id -> id.value().contains(root))
        .forEach(roots::add);
    var kept = new HashSet<>(roots);
    var depth = call.queryInt("depth");
    int steps = depth == null ? dag.tasks().size() : depth;
    if (call.queryFlag("include_upstream")) {
      kept.addAll(upstream(dag, roots, steps));
    }
    if (call.queryFlag("include_downstream")) {
      kept.addAll(downstream(dag, roots, steps));
    }
    return restricted(dag, kept);
  }

  private static Set<TaskId> upstream(Dag dag, Set<TaskId> roots, int steps) {
    var reached = new HashSet<>(roots);
    for (int i = 0; i < steps; i++) {
      var next = new HashSet<>(reached);
      dag.tasks().stream()
          .filter(task -> reached.contains(task.taskId()))
          .forEach(task -> next.addAll(task.upstream()));
      if (!reached.addAll(next)) {
        break;
      }
    }
    return reached;
  }

  private static Set<TaskId> downstream(Dag dag, Set<TaskId> roots, int steps) {
    var reached = new HashSet<>(roots);
    for (int i = 0; i < steps; i++) {
      var next = new HashSet<TaskId>();
      for (var task : dag.tasks()) {
        if (task.upstream().stream().anyMatch(reached::contains)) {
          next.add(task.taskId());
        }
      }
      if (!reached.addAll(next)) {
        break;
      }
    }
    return reached;
  }

  @SuppressWarnings("NullAway") // NullAway does not see that settings may hold nulls on both sides
  private static Dag restricted(Dag dag, Set<TaskId> kept) {
    var tasks = dag.tasks().stream().filter(task -> kept.contains(task.taskId())).toList();
    var ids = new HashSet<String>();
    tasks.forEach(task -> ids.add(task.taskId().value()));
    var groups =
        dag.groups().stream()
            .filter(
                group -> tasks.stream().anyMatch(task -> Groups.isIn(dag, task, group.groupId())))
            .toList();
    groups.forEach(group -> ids.add(group.groupId().value()));
    var edges =
        dag.edges().stream()
            .filter(edge -> ids.containsAll(List.of(edge.upstream(), edge.downstream())))
            .toList();
    return new Dag(
        dag.dagId(),
        dag.displayName(),
        dag.description(),
        dag.docMd(),
        dag.tags(),
        tasks,
        groups,
        edges,
        dag.schedule(),
        dag.startDate(),
        dag.endDate(),
        dag.limits(),
        dag.params(),
        dag.settings(),
        dag.position());
  }
}
