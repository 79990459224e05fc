package dev.updraft.parser.definition;

import dev.updraft.core.id.TaskId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tasks of a DAG and what each directly depends on. */
final class Graph {
  /** How many dependencies between tasks one DAG may have, those through groups written out. */
  static final int EDGES_MAX = 1_000_000;

  private final Map<TaskId, Set<TaskId>> upstream = new LinkedHashMap<>();
  private int edges;

  void add(TaskId task) {
    upstream.putIfAbsent(task, new LinkedHashSet<>());
  }

  /**
   * Every task of one side before every task of the other.
   *
   * @throws IllegalArgumentException if the DAG then has too many dependencies
   */
  void connect(Collection<TaskId> first, Collection<TaskId> then) {
    if ((long) edges + (long) first.size() * then.size() > EDGES_MAX) {
      throw new IllegalArgumentException(
          "the DAG has more than "
              + EDGES_MAX
              + " dependencies between tasks; put an EmptyOperator between the groups");
    }
    for (var task : then) {
      var before = upstream.computeIfAbsent(task, _ -> new LinkedHashSet<>());
      for (var earlier : first) {
        edges += before.add(earlier) ? 1 : 0;
      }
    }
  }

  Set<TaskId> upstream(TaskId task) {
    return upstream.getOrDefault(task, Set.of());
  }

  /** The tasks of a group that depend on none of it. */
  List<TaskId> roots(Set<TaskId> group) {
    return group.stream()
        .filter(task -> upstream(task).stream().noneMatch(group::contains))
        .toList();
  }

  /** The tasks of a group that none of it depends on. */
  List<TaskId> leaves(Set<TaskId> group) {
    var inner = new LinkedHashSet<>(group);
    for (var task : group) {
      inner.removeAll(upstream(task));
    }
    return List.copyOf(inner);
  }

  /** The tasks, each after all it depends on, else in the order they were added. */
  List<TaskId> sorted() {
    var downstream = new LinkedHashMap<TaskId, List<TaskId>>();
    var waiting = new LinkedHashMap<TaskId, Integer>();
    upstream.forEach((task, before) -> {
      waiting.put(task, before.size());
      before.forEach(first -> downstream.computeIfAbsent(first, _ -> new ArrayList<>()).add(task));
    });
    var ready = new ArrayDeque<TaskId>();
    waiting.forEach((task, count) -> {
      if (count == 0) {
        ready.add(task);
      }
    });
    var sorted = new ArrayList<TaskId>();
    while (!ready.isEmpty()) {
      var task = ready.remove();
      sorted.add(task);
      for (var next : downstream.getOrDefault(task, List.of())) {
        if (waiting.merge(next, -1, Integer::sum) == 0) {
          ready.add(next);
        }
      }
    }
    return sorted;
  }

  /** A cycle, from a task back to itself along the dependencies, if there is one. */
  Optional<List<TaskId>> cycle() {
    var rest = new LinkedHashSet<>(upstream.keySet());
    sorted().forEach(rest::remove);
    if (rest.isEmpty()) {
      return Optional.empty();
    }
    var path = new ArrayList<TaskId>();
    var seen = new LinkedHashMap<TaskId, Integer>();
    var task = rest.iterator().next();
    while (seen.putIfAbsent(task, path.size()) == null) {
      path.add(task);
      task = upstream(task).stream().filter(rest::contains).findFirst().orElseThrow();
    }
    var cycle = new ArrayList<>(path.subList(seen.getOrDefault(task, 0), path.size()));
    cycle.add(cycle.getFirst());
    return Optional.of(cycle.reversed());
  }
}
