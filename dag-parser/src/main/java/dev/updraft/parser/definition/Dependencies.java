package dev.updraft.parser.definition;

import dev.updraft.core.dag.Edge;
import dev.updraft.core.id.TaskId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** The declared dependencies of a DAG, and what they mean between tasks. */
final class Dependencies {
  private final List<Declared> declared = new ArrayList<>();

  /**
   * One end of a dependency.
   *
   * @param id the id of a task or group
   * @param depth 0 for a task, else how deep the group is nested, from 1
   * @param tasks the task, or the tasks of the group and its inner groups
   */
  record End(String id, int depth, Set<TaskId> tasks) {
    boolean isGroup() {
      return depth > 0;
    }
  }

  private record Declared(End upstream, End downstream) {
    int depth() {
      return Math.max(upstream.depth(), downstream.depth());
    }
  }

  void declare(End upstream, End downstream) {
    declared.add(new Declared(upstream, downstream));
  }

  List<Edge> edges() {
    return declared.stream()
        .map(each ->
            new Edge(
                each.upstream().id(),
                each.upstream().isGroup(),
                each.downstream().id(),
                each.downstream().isGroup()))
        .distinct()
        .toList();
  }

  /**
   * Puts the leaves of what comes first before the roots of what comes after. Inner groups go
   * before the groups around them, whose roots and leaves they change.
   *
   * @throws IllegalArgumentException if the DAG then has too many dependencies
   */
  void connect(Graph graph) {
    declared.stream()
        .filter(each -> each.depth() == 0)
        .forEach(each -> graph.connect(each.upstream().tasks(), each.downstream().tasks()));
    declared.stream()
        .filter(each -> each.depth() > 0)
        .sorted(Comparator.comparingInt(Declared::depth).reversed())
        .forEach(each ->
            graph.connect(
                each.upstream().isGroup()
                    ? graph.leaves(each.upstream().tasks())
                    : each.upstream().tasks(),
                each.downstream().isGroup()
                    ? graph.roots(each.downstream().tasks())
                    : each.downstream().tasks()));
  }
}
