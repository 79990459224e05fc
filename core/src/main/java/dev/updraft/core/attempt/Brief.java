package dev.updraft.core.attempt;

import dev.updraft.core.dag.Dag;
import dev.updraft.core.dag.Task;
import dev.updraft.core.id.TaskId;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a native runner is told about its attempt when it claims it, beside Airflow's run context.
 *
 * @param task the task to run
 * @param dag its DAG, with no other tasks than this one
 * @param relativeFileloc the path of the DAG's file below the DAG folder
 * @param downstream the direct downstream of the task and of every task after it, for operators
 *     that skip tasks; empty for the others
 * @param latest for LatestOnly: whether the run is the latest of its schedule; null for the others
 */
public record Brief(
    Task task,
    Dag dag,
    String relativeFileloc,
    SortedMap<TaskId, List<TaskId>> downstream,
    @Nullable Boolean latest) {
  public Brief {
    downstream = new TreeMap<>(downstream);
  }
}
