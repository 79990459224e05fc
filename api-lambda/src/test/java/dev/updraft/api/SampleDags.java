package dev.updraft.api;

import dev.updraft.core.dag.Dag;
import dev.updraft.core.dag.Edge;
import dev.updraft.core.dag.Mapping;
import dev.updraft.core.dag.Operator;
import dev.updraft.core.dag.Param;
import dev.updraft.core.dag.Retry;
import dev.updraft.core.dag.Task;
import dev.updraft.core.dag.TaskGroup;
import dev.updraft.core.dag.TriggerRule;
import dev.updraft.core.id.DagId;
import dev.updraft.core.id.GroupId;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** DAGs the tests speak of. */
public final class SampleDags {
  private static final String BASH = "airflow.providers.standard.operators.bash.BashOperator";

  private SampleDags() {}

  /**
   * {@code extract >> choose >> (load.first >> load.second) >> report}, where choose branches, load
   * is a group and extract may be retried twice.
   */
  public static Dag orders() {
    return dag(
        "orders",
        List.of(
            task("extract", null, bash(), new Retry(2, Duration.ofMinutes(5), 0, null)),
            task(
                "choose",
                null,
                new Operator("airflow.decorators.task.branch", true, Map.of()),
                Retry.NONE,
                "extract"),
            task("load.first", "load", bash(), Retry.NONE, "choose"),
            task("load.second", "load", bash(), Retry.NONE, "load.first"),
            task("report", null, bash(), Retry.NONE, "load.second")),
        List.of(new TaskGroup(new GroupId("load"), null, "load", "Loads", true, false)),
        List.of(
            new Edge("extract", false, "choose", false),
            new Edge("choose", false, "load", true),
            new Edge("load.first", false, "load.second", false),
            new Edge("load", true, "report", false)));
  }

  /** A DAG of one task. */
  public static Dag small(String dagId) {
    return dag(dagId, List.of(task("only", null, bash(), Retry.NONE)), List.of(), List.of());
  }

  private static Operator bash() {
    return new Operator(BASH, false, Map.of("bash_command", "true"));
  }

  private static Task task(
      String id, @Nullable String group, Operator operator, Retry retry, String... upstream) {
    return new Task(
        new TaskId(id),
        group == null ? null : new GroupId(group),
        id.substring(id.lastIndexOf('.') + 1),
        operator,
        Arrays.stream(upstream).map(TaskId::new).toList(),
        TriggerRule.ALL_SUCCESS,
        retry,
        null,
        Task.Slots.DEFAULT,
        false,
        false,
        Task.Role.WORK,
        new Mapping.None(),
        null,
        null,
        "ada",
        null,
        null,
        null,
        Map.of(),
        new TreeMap<>(),
        new TreeMap<>(),
        null);
  }

  private static Dag dag(String dagId, List<Task> tasks, List<TaskGroup> groups, List<Edge> edges) {
    return new Dag(
        new DagId(dagId),
        dagId,
        "Orders of the day",
        null,
        List.of("sales", "daily"),
        tasks,
        groups,
        edges,
        new Schedule.Cron(
            List.of("0 0 * * *"),
            ZoneOffset.UTC,
            new Schedule.Intervals.Trigger(Duration.ZERO),
            false),
        Instant.parse("2026-01-01T00:00:00Z"),
        null,
        new Dag.Limits(false, 16, 16, 0, Duration.ofHours(1), false, null, false),
        Map.of("country", new Param("DE", "which one", Map.of("type", "string", "maxLength", 2L))),
        new TreeMap<>(),
        null);
  }
}
