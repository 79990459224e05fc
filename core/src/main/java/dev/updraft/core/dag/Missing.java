package dev.updraft.core.dag;

import java.util.List;

/** What a DAG uses that cannot run here. */
public final class Missing {
  private Missing() {}

  /** A line for each thing: what is missing, and where the DAG uses it. */
  public static List<String> in(Dag dag) {
    return dag.tasks().stream()
        .filter(task -> NativeOperator.of(task.operator()).isEmpty())
        .map(task -> "task `" + task.taskId() + "`: no runner for " + task.operator().classPath())
        .toList();
  }
}
