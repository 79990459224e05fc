package dev.updraft.parser.definition;

import dev.updraft.core.dag.Executors;
import dev.updraft.core.dag.Param;
import dev.updraft.core.dag.Retry;
import dev.updraft.core.dag.Task;
import dev.updraft.core.dag.Task.Role;
import dev.updraft.core.dag.Task.Slots;
import dev.updraft.core.dag.TriggerRule;
import dev.updraft.core.dag.WeightRule;
import dev.updraft.core.id.PoolName;
import dev.updraft.core.id.TaskId;
import dev.updraft.parser.definition.Groups.Group;
import dev.updraft.parser.yaml.Value.Entry;
import dev.updraft.parser.yaml.Value.Fields;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads one task: its own keys over its group's default_args over the DAG's. */
final class TaskReader {
  /** What Task holds in fields of its own, so that it is not kept a second time. */
  private static final Set<String> MODELLED =
      Set.of(
          "owner",
          "retries",
          "retry_delay",
          "retry_exponential_backoff",
          "max_retry_delay",
          "start_date",
          "end_date",
          "depends_on_past",
          "wait_for_downstream",
          "params",
          "priority_weight",
          "weight_rule",
          "queue",
          "pool",
          "pool_slots",
          "execution_timeout",
          "trigger_rule",
          "max_active_tis_per_dag",
          "max_active_tis_per_dagrun",
          "executor",
          "doc_md",
          "task_display_name",
          "inlets",
          "outlets");

  private static final List<String> NOT_IN_AIRFLOW_3 = List.of("sla", "sla_secs");

  private final Context context;
  private final Bounds dates;
  private final Map<String, Entry> dagDefaultArgs;
  private final Problems problems;

  /**
   * What of a DAG its tasks' dates depend on.
   *
   * @param zone the zone of the DAG
   * @param defaultZone the zone of the dates in default_args
   * @param start the DAG's start date
   * @param end the DAG's end date
   */
  record Bounds(ZoneId zone, ZoneId defaultZone, @Nullable Instant start, @Nullable Instant end) {}

  /**
   * A task without what it depends on, and the tasks whose XComs it reads.
   *
   * @param task the task
   * @param references the tasks
   */
  record Read(Task task, Set<TaskId> references) {}

  TaskReader(Context context, Bounds dates, Map<String, Entry> dagDefaultArgs, Problems problems) {
    this.context = context;
    this.dates = dates;
    this.dagDefaultArgs = dagDefaultArgs;
    this.problems = problems;
  }

  @Nullable Read read(
      Listed listed,
      TaskId taskId,
      @Nullable Group group,
      Function<String, Optional<TaskId>> tasks) {
    var defaults = new LinkedHashMap<>(dagDefaultArgs);
    if (group != null) {
      defaults.putAll(group.defaultArgs());
    }
    var effective = new LinkedHashMap<>(defaults);
    effective.keySet().retainAll(KnownKeys.BASE);
    effective.putAll(listed.fields().entries());
    var reader = new FieldReader(listed.at(), effective, problems);
    var arguments = new Arguments(listed, reader, tasks, problems).read(defaults);
    if (arguments == null) {
      return null;
    }
    warnOfOldKeys(reader);
    refuseExecutorConfig(reader);
    refuseUser(reader);
    boolean waitForDownstream = reader.truth("wait_for_downstream", false);
    var task =
        new Task(
            taskId,
            group == null ? null : group.group().groupId(),
            reader.text("task_display_name", listed.name()),
            arguments.operator(),
            List.of(),
            triggerRule(reader),
            retry(reader),
            duration(reader, "execution_timeout", "execution_timeout_secs"),
            slots(reader),
            reader.truth("depends_on_past", false) || waitForDownstream,
            waitForDownstream,
            role(arguments.operator().classPath()),
            arguments.mapping(),
            reader.text("queue"),
            executor(reader),
            reader.text("owner", context.settings().owner()),
            start(listed, reader),
            end(listed, reader),
            reader.text("doc_md"),
            params(reader),
            PlainData.of(Callbacks.read(reader)),
            PlainData.of(settings(effective, reader)),
            listed.at());
    context
        .settings()
        .executors()
        .refuse(task)
        .ifPresent(refusal -> reader.error(refusal.field(), refusal.reason()));
    return new Read(task, arguments.references());
  }

  private void warnOfOldKeys(FieldReader reader) {
    for (var key : NOT_IN_AIRFLOW_3) {
      if (reader.value(key) != null) {
        problems.warn(reader.at(key), key, "has no effect: Airflow 3 has no SLAs");
      }
    }
  }

  private TriggerRule triggerRule(FieldReader reader) {
    var name = reader.text("trigger_rule");
    if (name == null) {
      return TriggerRule.ALL_SUCCESS;
    }
    var rule = TriggerRule.of(name);
    if (rule.isEmpty()) {
      var names = Arrays.stream(TriggerRule.values()).map(TriggerRule::airflowName).toList();
      var hint = NearestKey.hint(name, names);
      reader.error(
          "trigger_rule",
          "'%s' is not a trigger rule%s"
              .formatted(name, hint.isEmpty() ? ": expected one of " + names : hint));
    }
    return rule.orElse(TriggerRule.ALL_SUCCESS);
  }

  private Retry retry(FieldReader reader) {
    var delay = duration(reader, "retry_delay", "retry_delay_sec");
    return new Retry(
        reader.whole("retries", context.settings().retries(), 0),
        delay == null ? context.settings().retryDelay() : delay,
        reader.backoff("retry_exponential_backoff"),
        duration(reader, "max_retry_delay", "max_retry_delay_sec"));
  }

  private static @Nullable String executor(FieldReader reader) {
    var name = reader.text("executor");
    return name == null ? null : Executors.named(name);
  }

  /** Airflow's ECS executor takes overrides of its container from here. */
  private void refuseExecutorConfig(FieldReader reader) {
    if (reader.value("executor_config") instanceof Fields config
        && !config.entries().isEmpty()
        && context.settings().executors().runs(executor(reader), Executors.ECS)) {
      reader.error(
          "executor_config",
          "is not read by the executor 'ecs': a container's image, CPU, memory and role come with its task definition, which the task names as its queue (the option ecsTasks of the deployment)");
    }
  }

  /** Without it the task would run with other rights than its author relies on. */
  private static void refuseUser(FieldReader reader) {
    if (reader.value("run_as_user") != null) {
      reader.error(
          "run_as_user",
          "is not supported: all tasks of an executor run as one user, which UPDRAFT_TASK_USER sets for an executor that runs as the superuser; remove it");
    }
  }

  private @Nullable Duration duration(FieldReader reader, String key, String oldKey) {
    if (reader.value(oldKey) != null) {
      problems.warn(
          reader.at(oldKey), oldKey, "is dag-factory's key before 1.0; write " + key + " instead");
      var old = reader.duration(oldKey);
      return reader.value(key) == null ? old : reader.duration(key);
    }
    return reader.duration(key);
  }

  private static Slots slots(FieldReader reader) {
    return new Slots(
        pool(reader),
        reader.whole("pool_slots", 1, 1),
        reader.whole("priority_weight", 1, Integer.MIN_VALUE),
        weightRule(reader),
        reader.whole("max_active_tis_per_dag", 1),
        reader.whole("max_active_tis_per_dagrun", 1));
  }

  private static PoolName pool(FieldReader reader) {
    var name = reader.text("pool");
    if (name == null || name.isBlank()) {
      return Slots.DEFAULT_POOL;
    }
    try {
      return new PoolName(name);
    } catch (IllegalArgumentException e) {
      reader.error("pool", String.valueOf(e.getMessage()));
      return Slots.DEFAULT_POOL;
    }
  }

  private static WeightRule weightRule(FieldReader reader) {
    var name = reader.text("weight_rule");
    if (name == null) {
      return WeightRule.DOWNSTREAM;
    }
    var rule = WeightRule.of(name);
    if (rule.isEmpty()) {
      reader.error(
          "weight_rule",
          "'" + name + "' is not a weight rule: expected downstream, upstream or absolute");
    }
    return rule.orElse(WeightRule.DOWNSTREAM);
  }

  private static Role role(String classPath) {
    if (classPath.startsWith("airflow.")) {
      if (classPath.endsWith(".setup")) {
        return Role.SETUP;
      }
      if (classPath.endsWith(".teardown")) {
        return Role.TEARDOWN;
      }
    }
    return Role.WORK;
  }

  /** Airflow gives a task the later of its own and its DAG's start date. */
  private @Nullable Instant start(Listed listed, FieldReader reader) {
    var own = date(listed, reader, "start_date");
    var dag = dates.start();
    return own == null || (dag != null && dag.isAfter(own)) ? dag : own;
  }

  /** Airflow gives a task the earlier of its own and its DAG's end date. */
  private @Nullable Instant end(Listed listed, FieldReader reader) {
    var own = date(listed, reader, "end_date");
    var dag = dates.end();
    return own == null || (dag != null && dag.isBefore(own)) ? dag : own;
  }

  private @Nullable Instant date(Listed listed, FieldReader reader, String key) {
    boolean own = listed.fields().get(key) != null;
    return reader.date(key, own ? dates.zone() : dates.defaultZone(), context.now());
  }

  private static Map<String, Param> params(FieldReader reader) {
    var fields = reader.fields("params");
    return fields == null ? Map.of() : Params.read(fields);
  }

  private SortedMap<String, @Nullable Object> settings(
      Map<String, Entry> effective, FieldReader reader) {
    var settings = new TreeMap<String, @Nullable Object>();
    effective.forEach((key, entry) -> {
      if (KnownKeys.BASE.contains(key) && !MODELLED.contains(key) && !key.startsWith("on_")) {
        settings.put(key, entry.value().plain());
      }
    });
    var assets = new Assets(context.files());
    for (var key : List.of("inlets", "outlets")) {
      var list = reader.read(key, assets::list);
      if (list != null) {
        settings.put(key, list);
      }
    }
    return settings;
  }
}
