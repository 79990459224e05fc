package dev.updraft.core.dag;

import dev.updraft.core.id.DagId;
import dev.updraft.core.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One version of a DAG's definition.
 *
 * @param dagId its id
 * @param displayName the name to show, the id unless the file gives another
 * @param description one line, if any
 * @param docMd documentation in Markdown, if any
 * @param tags labels, sorted and distinct
 * @param tasks every task, each after all tasks it depends on; a task's index in this list names it
 *     in a run's vector
 * @param groups every task group, parents before children
 * @param edges the dependencies as the file declares them, between tasks and groups
 * @param schedule when it runs
 * @param startDate no run is scheduled before it, if given
 * @param endDate no run is scheduled after it, if given
 * @param limits how much of it may run at once and for how long
 * @param params what a run may be given, by name, in the file's order
 * @param settings everything else the file says of the DAG, as read: shown, never obeyed
 * @param position where the file defines it; not part of its identity
 */
public record Dag(
    DagId dagId,
    String displayName,
    @Nullable String description,
    @Nullable String docMd,
    List<String> tags,
    List<Task> tasks,
    List<TaskGroup> groups,
    List<Edge> edges,
    Schedule schedule,
    @Nullable Instant startDate,
    @Nullable Instant endDate,
    Limits limits,
    Map<String, Param> params,
    SortedMap<String, @Nullable Object> settings,
    @Nullable Position position) {

  public Dag {
    tags = tags.stream().sorted().distinct().toList();
    tasks = List.copyOf(tasks);
    groups = List.copyOf(groups);
    edges = List.copyOf(edges);
    params = Ordered.copy(params);
    settings = new TreeMap<>(settings);
  }

  /** The same DAG, scheduled between these dates only. */
  public Dag within(@Nullable Instant start, @Nullable Instant end) {
    return new Dag(
        dagId,
        displayName,
        description,
        docMd,
        tags,
        tasks,
        groups,
        edges,
        schedule,
        start,
        end,
        limits,
        params,
        settings,
        position);
  }

  /**
   * How much of a DAG may run at once, and for how long.
   *
   * @param catchup whether every missed interval gets a run, or only the latest
   * @param maxActiveRuns runs at once, at least 1
   * @param maxActiveTasks task instances queued or running at once in one run, at least 1
   * @param maxConsecutiveFailedDagRuns failed runs in a row after which the DAG is paused, 0 for
   *     never
   * @param dagrunTimeout how long a run may take before it fails, if limited
   * @param failFast whether the first failed task ends the run
   * @param isPausedUponCreation whether a new DAG starts paused; null leaves it to configuration
   * @param renderTemplateAsNativeObj whether templates render to values instead of text
   */
  public record Limits(
      boolean catchup,
      int maxActiveRuns,
      int maxActiveTasks,
      int maxConsecutiveFailedDagRuns,
      @Nullable Duration dagrunTimeout,
      boolean failFast,
      @Nullable Boolean isPausedUponCreation,
      boolean renderTemplateAsNativeObj) {
    /** No more runs than this are active at once, whatever {@code maxActiveRuns} says. */
    public static final int ACTIVE_RUNS_MAX = 10_000;

    /** Airflow's defaults. */
    public static final Limits DEFAULT = new Limits(false, 16, 16, 0, null, false, null, false);

    public Limits {
      atLeast("max_active_runs", maxActiveRuns, 1);
      atLeast("max_active_tasks", maxActiveTasks, 1);
      atLeast("max_consecutive_failed_dag_runs", maxConsecutiveFailedDagRuns, 0);
    }

    private static void atLeast(String what, int value, int min) {
      if (value < min) {
        throw new IllegalArgumentException(what + " is " + value + ", it must be at least " + min);
      }
    }
  }
}
