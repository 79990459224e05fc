package dev.updraft.api.ui;

import dev.updraft.core.dag.Dag;
import dev.updraft.core.dag.Task;
import dev.updraft.core.id.GroupId;
import dev.updraft.core.id.TaskId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A DAG as a tree of groups and tasks, each level in an order that respects dependencies. */
final class Tree {
  private final Dag dag;
  private final Map<TaskId, Integer> places = new HashMap<>();

  private Tree(Dag dag) {
    this.dag = dag;
    for (var task : dag.tasks()) {
      places.put(task.taskId(), places.size());
    }
  }

  /** The top level. */
  static List<Node> of(Dag dag) {
    return new Tree(dag).level(null, false);
  }

  private List<Node> level(@Nullable GroupId parent, boolean inMapped) {
    var nodes = new ArrayList<Node>();
    for (var group : dag.groups()) {
      if (Objects.equals(group.parent(), parent)) {
        nodes.add(new Node.OfGroup(group, level(group.groupId(), inMapped || group.mapped())));
      }
    }
    for (var task : dag.tasks()) {
      if (Objects.equals(task.group(), parent)) {
        nodes.add(new Node.OfTask(task, inMapped));
      }
    }
    nodes.sort(Comparator.comparingInt(this::place));
    return sorted(nodes);
  }

  /** Where its first task stands in the definition; what has no task comes last. */
  private int place(Node node) {
    return node.tasks()
        .mapToInt(task -> places.getOrDefault(task.taskId(), 0))
        .min()
        .orElse(Integer.MAX_VALUE);
  }

  /** As Airflow sorts: again and again through what is left, taking what waits for nothing left. */
  private static List<Node> sorted(List<Node> nodes) {
    var left = new ArrayList<>(nodes);
    var waitsFor = dependencies(nodes);
    var sorted = new ArrayList<Node>();
    boolean moved = true;
    while (!left.isEmpty() && moved) {
      moved = false;
      for (var node : List.copyOf(left)) {
        var others = waitsFor.getOrDefault(node, Set.of());
        if (left.stream().noneMatch(others::contains)) {
          left.remove(node);
          sorted.add(node);
          moved = true;
        }
      }
    }
    sorted.addAll(left);
    return sorted;
  }

  private static Map<Node, Set<Node>> dependencies(List<Node> nodes) {
    var owner = new HashMap<TaskId, Node>();
    nodes.forEach(node -> node.tasks().forEach(task -> owner.put(task.taskId(), node)));
    var waitsFor = new HashMap<Node, Set<Node>>();
    for (var node : nodes) {
      var others = new HashSet<Node>();
      node.tasks()
          .map(Task::upstream)
          .forEach(ids -> ids.forEach(id -> add(owner.get(id), others)));
      others.remove(node);
      waitsFor.put(node, others);
    }
    return waitsFor;
  }

  private static void add(@Nullable Node node, Set<Node> nodes) {
    if (node != null) {
      nodes.add(node);
    }
  }
}
