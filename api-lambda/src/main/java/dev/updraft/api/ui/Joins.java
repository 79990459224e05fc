package dev.updraft.api.ui;

import dev.updraft.core.dag.Dag;
import dev.updraft.core.dag.Edge;
import dev.updraft.core.dag.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The edges of a graph, drawn as Airflow draws them: an edge declared to or from a group meets a
 * join node there, in place of edges with each of the group's first or last tasks.
 */
final class Joins {
  private static final Comparator<Arrow> ORDER =
      Comparator.comparing(Arrow::source).thenComparing(Arrow::target);
  private final Map<String, List<Task>> members = new HashMap<>();
  private final Set<Arrow> added = new HashSet<>();
  private final Set<Arrow> replaced = new HashSet<>();

  private Joins(Dag dag) {

    collect(Tree.of(dag));
  }

  private void collect(List<Node> nodes) {
    for (var node : nodes) {
      if (node instanceof Node.OfGroup(var group, var children)) {
        members.put(group.groupId().value(), node.tasks().toList());
        collect(children);
      }
    }
  }

  /** The edges, by source and target. */
  static Set<Arrow> edges(Dag dag) {
    var joins = new Joins(dag);
    dag.edges().forEach(joins::declared);
    var edges = new TreeSet<>(ORDER);
    for (var task : dag.tasks()) {
      task.upstream().forEach(id -> edges.add(new Arrow(id.value(), task.taskId().value())));
    }
    edges.addAll(joins.added);
    edges.removeAll(joins.replaced);
    return edges;
  }

  static String before(String groupId) {
    return groupId + ".upstream_join_id";
  }

  static String after(String groupId) {
    return groupId + ".downstream_join_id";
  }

  private void declared(Edge edge) {
    var sources = edge.upstreamIsGroup() ? last(edge.upstream()) : List.of(edge.upstream());
    var targets = edge.downstreamIsGroup() ? first(edge.downstream()) : List.of(edge.downstream());
    if (edge.upstreamIsGroup()) {
      sources.forEach(id -> added.add(new Arrow(id, after(edge.upstream()))));
    }
    if (edge.downstreamIsGroup()) {
      targets.forEach(id -> added.add(new Arrow(before(edge.downstream()), id)));
    }
    if (edge.upstreamIsGroup() || edge.downstreamIsGroup()) {
      added.add(
          new Arrow(
              edge.upstreamIsGroup() ? after(edge.upstream()) : edge.upstream(),
              edge.downstreamIsGroup() ? before(edge.downstream()) : edge.downstream()));
      sources.forEach(source -> targets.forEach(target -> replaced.add(new Arrow(source, target))));
    }
  }

  private List<String> first(String groupId) {
    var inside = members.getOrDefault(groupId, List.of());
    var ids = inside.stream().map(Task::taskId).toList();
    return inside.stream()
        .filter(task -> task.upstream().stream().noneMatch(ids::contains))
        .map(task -> task.taskId().value())
        .toList();
  }

  private List<String> last(String groupId) {
    var inside = members.getOrDefault(groupId, List.of());
    var needed =
        new ArrayList<>(inside.stream().flatMap(task -> task.upstream().stream()).toList());
    return inside.stream()
        .filter(task -> !needed.contains(task.taskId()))
        .map(task -> task.taskId().value())
        .toList();
  }

  /** Whether a group has a join node before it. */
  static boolean joinsBefore(Dag dag, String groupId) {
    return dag.edges().stream()
        .anyMatch(edge -> edge.downstreamIsGroup() && edge.downstream().equals(groupId));
  }

  /** Whether a group has a join node after it. */
  static boolean joinsAfter(Dag dag, String groupId) {
    return dag.edges().stream()
        .anyMatch(edge -> edge.upstreamIsGroup() && edge.upstream().equals(groupId));
  }

  /**
   * An edge of the graph.
   *
   * @param source the id of the node it leaves
   * @param target the id of the node it enters
   */
  record Arrow(String source, String target) {}
}
