package dev.updraft.core.dag;

import dev.updraft.core.id.GroupId;
import dev.updraft.core.id.PoolName;
import dev.updraft.core.id.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One task of a DAG.
 *
 * @param taskId its id, its groups' prefixes included
 * @param group the group it is in, null at the top
 * @param label what to show
 * @param operator what it does
 * @param upstream the tasks it directly depends on, groups resolved to tasks, sorted and distinct
 * @param triggerRule when it runs
 * @param retry how often and when it is tried again
 * @param executionTimeout how long one try may run, if limited
 * @param slots what it takes of limits
 * @param dependsOnPast whether it waits for its success in the previous run
 * @param waitForDownstream whether it waits for its direct downstream in the previous run too
 * @param role whether it sets up, works or tears down
 * @param mapping whether it is mapped
 * @param queue the worker queue, if said
 * @param executor the executor, if said
 * @param owner who owns it
 * @param startDate it does not run in a run before this date, if given
 * @param endDate it does not run in a run after this date, if given
 * @param docMd documentation in Markdown, if any
 * @param params values for its templates, over the DAG's
 * @param callbacks the names of its callbacks by kind, such as {@code on_failure_callback}
 * @param settings everything else the file says of the task, as read: shown, and not obeyed but for
 *     what {@link #needsRunner} looks at
 * @param position where the file defines it; not part of its identity
 */
public record Task(
    TaskId taskId,
    @Nullable GroupId group,
    String label,
    Operator operator,
    List<TaskId> upstream,
    TriggerRule triggerRule,
    Retry retry,
    @Nullable Duration executionTimeout,
    Slots slots,
    boolean dependsOnPast,
    boolean waitForDownstream,
    Role role,
    Mapping mapping,
    @Nullable String queue,
    @Nullable String executor,
    String owner,
    @Nullable Instant startDate,
    @Nullable Instant endDate,
    @Nullable String docMd,
    Map<String, Param> params,
    SortedMap<String, @Nullable Object> callbacks,
    SortedMap<String, @Nullable Object> settings,
    @Nullable Position position) {

  public Task {
    upstream = upstream.stream().sorted().distinct().toList();
    params = Ordered.copy(params);
    callbacks = new TreeMap<>(callbacks);
    settings = new TreeMap<>(settings);
  }

  /**
   * Whether it needs a runner. Airflow's scheduler ends an {@code EmptyOperator} itself, unless it
   * has something that anyone could notice: a callback on its start or success, inlets or outlets.
   */
  public boolean needsRunner() {
    return NativeOperator.of(operator).filter(NativeOperator.EMPTY::equals).isEmpty()
        || Stream.of("on_execute_callback", "on_success_callback").anyMatch(k -> says(callbacks, k))
        || Stream.of("inlets", "outlets").anyMatch(k -> says(settings, k));
  }

  private static boolean says(Map<String, @Nullable Object> values, String key) {
    var value = values.get(key);
    return value != null && !(value instanceof Collection<?> all && all.isEmpty());
  }

  /** What a task is for. */
  public enum Role {
    WORK,
    SETUP,
    TEARDOWN
  }

  /**
   * What a task takes of limits.
   *
   * @param pool the pool
   * @param poolSlots slots it takes there, at least 1
   * @param priorityWeight its own weight
   * @param weightRule how its effective weight follows
   * @param maxActiveTisPerDag its task instances queued or running over all runs, if limited
   * @param maxActiveTisPerDagrun its task instances queued or running in one run, if limited
   */
  public record Slots(
      PoolName pool,
      int poolSlots,
      int priorityWeight,
      WeightRule weightRule,
      @Nullable Integer maxActiveTisPerDag,
      @Nullable Integer maxActiveTisPerDagrun) {
    /** The pool of tasks that name none. It has no limit until someone gives it one. */
    public static final PoolName DEFAULT_POOL = new PoolName("default_pool");

    /** Airflow's defaults. */
    public static final Slots DEFAULT =
        new Slots(DEFAULT_POOL, 1, 1, WeightRule.DOWNSTREAM, null, null);

    public Slots {
      if (poolSlots < 1) {
        throw new IllegalArgumentException(
            "pool_slots is " + poolSlots + ", it must be at least 1");
      }
      if (maxActiveTisPerDag != null && maxActiveTisPerDag < 1) {
        throw new IllegalArgumentException(
            "max_active_tis_per_dag is " + maxActiveTisPerDag + ", it must be at least 1");
      }
      if (maxActiveTisPerDagrun != null && maxActiveTisPerDagrun < 1) {
        throw new IllegalArgumentException(
            "max_active_tis_per_dagrun is " + maxActiveTisPerDagrun + ", it must be at least 1");
      }
    }
  }
}
