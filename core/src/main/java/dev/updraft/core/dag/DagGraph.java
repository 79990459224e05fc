package dev.updraft.core.dag;

import dev.updraft.core.id.TaskId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A DAG's tasks by index, with their direct relatives and effective priorities: what scheduling
 * asks again and again, worked out once per version. A task's index is its place in {@link
 * Dag#tasks()}, so each task comes after all it depends on.
 */
public final class DagGraph {
  private final Dag dag;
  private final Map<TaskId, Integer> indexes = new HashMap<>();
  private final int[][] upstream;
  private final int[][] downstream;
  private final int[] weights;
  private final int[] byPriority;

  /**
   * Works out the graph.
   *
   * @throws IllegalArgumentException if a task depends on one that is not before it
   */
  public DagGraph(Dag dag) {
    this.dag = dag;
    var tasks = dag.tasks();
    this.upstream = new int[tasks.size()][];
    var children = new ArrayList<List<Integer>>();
    for (int i = 0; i < tasks.size(); i++) {
      upstream[i] = upstreamOf(tasks.get(i), i, children);
      children.add(new ArrayList<>());
      indexes.put(tasks.get(i).taskId(), i);
    }
    this.downstream =
        children.stream()
            .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
            .toArray(int[][]::new);
    this.weights = weights();
    this.byPriority =
        IntStream.range(0, tasks.size())
            .boxed()
            .sorted(Comparator.<Integer>comparingInt(i -> -weights[i]).thenComparing(i -> i))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  private int[] upstreamOf(Task task, int index, List<List<Integer>> children) {
    var result = new int[task.upstream().size()];
    for (int k = 0; k < result.length; k++) {
      var before = indexes.get(task.upstream().get(k));
      if (before == null) {
        throw new IllegalArgumentException(
            "task %s of DAG %s depends on %s, which does not come before it"
                .formatted(task.taskId(), dag.dagId(), task.upstream().get(k)));
      }
      children.get(before).add(index);
      result[k] = before;
    }
    return result;
  }

  /** The DAG. */
  public Dag dag() {
    return dag;
  }

  /** How many tasks it has. */
  public int size() {
    return upstream.length;
  }

  /** The task of this index. */
  public Task task(int index) {
    return dag.tasks().get(index);
  }

  /** The index of a task; null if the DAG has no such task. */
  public @Nullable Integer indexOf(TaskId taskId) {
    return indexes.get(taskId);
  }

  /** How many tasks it directly depends on. */
  public int upstreamCount(int index) {
    return upstream[index].length;
  }

  /** The {@code k}-th of the tasks it directly depends on. */
  public int upstream(int index, int k) {
    return upstream[index][k];
  }

  /** How many tasks directly depend on it. */
  public int downstreamCount(int index) {
    return downstream[index].length;
  }

  /** The {@code k}-th of the tasks that directly depend on it. */
  public int downstream(int index, int k) {
    return downstream[index][k];
  }

  /** The effective priority weight, as its weight rule says. */
  public int weight(int index) {
    return weights[index];
  }

  /** The index at this place when all are ordered by priority, the highest first. */
  public int byPriority(int place) {
    return byPriority[place];
  }

  private int[] weights() {
    var own = dag.tasks().stream().mapToInt(task -> task.slots().priorityWeight()).toArray();
    var result = new int[size()];
    var after = needs(WeightRule.DOWNSTREAM) ? reach(downstream, true) : new BitSet[0];
    var before = needs(WeightRule.UPSTREAM) ? reach(upstream, false) : new BitSet[0];
    for (int i = 0; i < size(); i++) {
      result[i] =
          switch (task(i).slots().weightRule()) {
            case ABSOLUTE -> own[i];
            case DOWNSTREAM -> clamp(own[i] + sum(own, after[i]));
            case UPSTREAM -> clamp(own[i] + sum(own, before[i]));
          };
    }
    return result;
  }

  private boolean needs(WeightRule rule) {
    return dag.tasks().stream().anyMatch(task -> task.slots().weightRule() == rule);
  }

  /** All relatives in one direction, each once, however many ways lead to it. */
  private static BitSet[] reach(int[][] direct, boolean lastFirst) {
    var result = new BitSet[direct.length];
    for (int step = 0; step < direct.length; step++) {
      int i = lastFirst ? direct.length - 1 - step : step;
      result[i] = new BitSet();
      for (int relative : direct[i]) {
        result[i].set(relative);
        result[i].or(result[relative]);
      }
    }
    return result;
  }

  private static long sum(int[] own, BitSet of) {
    return of.stream().mapToLong(i -> own[i]).sum();
  }

  private static int clamp(long weight) {
    return Math.clamp(weight, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }
}
