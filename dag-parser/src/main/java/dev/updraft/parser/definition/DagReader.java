package dev.updraft.parser.definition;

import dev.updraft.core.dag.Dag;
import dev.updraft.core.dag.Dag.Limits;
import dev.updraft.core.dag.Param;
import dev.updraft.core.dag.ParamSchemas;
import dev.updraft.core.dag.Position;
import dev.updraft.core.dag.TriggerRule;
import dev.updraft.core.id.DagId;
import dev.updraft.core.schedule.Schedule;
import dev.updraft.parser.definition.TaskReader.Bounds;
import dev.updraft.parser.yaml.Value.Entry;
import dev.updraft.parser.yaml.Value.Fields;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one DAG. */
public final class DagReader {
  private static final Pattern NAME =
      Pattern.compile("[\\w.-]{1,250}", Pattern.UNICODE_CHARACTER_CLASS);

  /** What Dag holds in fields of its own, so that it is not kept a second time. */
  private static final Set<String> MODELLED =
      Set.of(
          "dag_id",
          "dag_display_name",
          "description",
          "doc_md",
          "tags",
          "params",
          "tasks",
          "task_groups",
          "schedule",
          "schedule_interval",
          "start_date",
          "end_date",
          "catchup",
          "max_active_tasks",
          "concurrency",
          "max_active_runs",
          "max_consecutive_failed_dag_runs",
          "dagrun_timeout",
          "fail_fast",
          "fail_stop",
          "is_paused_upon_creation",
          "render_template_as_native_obj");

  private final String dagId;
  private final Fields own;
  private final Fields merged;
  private final Position at;
  private final Context context;
  private final Problems problems;
  private final FieldReader reader;
  private final @Nullable Fields defaultArgs;

  private DagReader(
      String dagId, Fields own, Fields merged, Position at, Context context, Problems problems) {
    this.dagId = dagId;
    this.own = own;
    this.merged = merged;
    this.at = at;
    this.context = context;
    this.problems = problems;
    this.reader = new FieldReader(at, merged.entries(), problems);
    this.defaultArgs = reader.fields("default_args");
  }

  /**
   * The DAG; null if there is an error among the problems.
   *
   * @param own its keys as the file has them
   * @param merged its keys with the defaults
   * @param at where its id stands
   */
  public static @Nullable Dag read(
      String dagId, Fields own, Fields merged, Position at, Context context, Problems problems) {
    return new DagReader(dagId, own, merged, at, context, problems).read();
  }

  private @Nullable Dag read() {
    checkId();
    merged.entries().forEach(this::checkKey);
    var args = defaultArgs == null ? Map.<String, Entry>of() : defaultArgs.entries();
    var argsReader = new FieldReader(at, args, problems);
    var zone = zone("timezone", reader);
    var argsZone = zone("timezone", argsReader);
    var ownStart = reader.date("start_date", zone, context.now());
    var start =
        ownStart == null ? argsReader.date("start_date", argsZone, context.now()) : ownStart;
    var end = reader.date("end_date", zone, context.now());
    var dagZone = ownStart != null ? zone : start == null ? context.settings().zone() : argsZone;
    warnOfUnusedZone(ownStart, zone, dagZone);
    var schedule = schedule(dagZone);
    var params = params(argsReader);
    var limits = limits();
    var tasks = new TasksReader(reader, problems);
    var read =
        tasks.read(new TaskReader(context, new Bounds(zone, argsZone, start, end), args, problems));
    if (tasks.isEmpty() && !problems.failed()) {
      problems.warn(at, null, "the DAG has no tasks");
    }
    checkCallbacks();
    var dag =
        problems.failed()
            ? null
            : new Dag(
                new DagId(dagId),
                reader.text("dag_display_name", dagId),
                reader.text("description"),
                docMd(),
                tags(),
                read.tasks(),
                read.groups(),
                read.edges(),
                schedule,
                start,
                end,
                limits,
                params,
                PlainData.of(settings()),
                at);
    if (dag != null) {
      check(dag);
    }
    return problems.failed() ? null : dag;
  }

  private void checkId() {
    if (!NAME.matcher(dagId).matches()) {
      problems.error(
          at,
          "dag_id",
          "'%.80s' is not a DAG id: expected up to 250 letters, digits, dashes, dots and underscores"
              .formatted(dagId));
    }
    var inner = own.text("dag_id");
    if (inner != null && !inner.equals(dagId)) {
      problems.warn(
          reader.at("dag_id"),
          "dag_id",
          "is " + inner + ", but the DAG's name, " + dagId + ", counts");
    }
  }

  private void checkKey(String key, Entry entry) {
    if (KnownKeys.DAG.contains(key)) {
      return;
    }
    var near = NearestKey.hint(key, KnownKeys.DAG);
    if (KnownKeys.BASE.contains(key)) {
      problems.warn(entry.at(), key, "has no effect here: it is a task's; put it in default_args");
    } else if (!near.isEmpty() && own.get(key) != null) {
      problems.error(entry.at(), key, "a DAG has no such key" + near);
    } else {
      problems.warn(entry.at(), key, "has no effect: a DAG has no such key" + near);
    }
  }

  private void checkCallbacks() {
    Callbacks.read(reader);
    if (defaultArgs != null) {
      Callbacks.read(new FieldReader(at, defaultArgs.entries(), problems));
    }
  }

  private ZoneId zone(String key, FieldReader from) {
    var zone = from.zone(key);
    return zone == null ? context.settings().zone() : zone;
  }

  private void warnOfUnusedZone(@Nullable Instant ownStart, ZoneId zone, ZoneId dagZone) {
    if (ownStart == null && reader.value("timezone") != null && !zone.equals(dagZone)) {
      problems.warn(
          reader.at("timezone"),
          "timezone",
          "counts for the DAG's own start_date, which is not given; the schedule is in " + dagZone);
    }
  }

  private Schedule schedule(ZoneId zone) {
    var schedules = new Schedules(context, zone);
    var key = "schedule";
    if (reader.value("schedule_interval") != null) {
      if (own.get("dag_id") == null) {
        reader.error("schedule_interval", "Airflow 3 has no such key, did you mean schedule?");
        return new Schedule.None();
      }
      problems.warn(
          reader.at("schedule_interval"), "schedule_interval", "is the old name of schedule");
      key = reader.value("schedule") == null ? "schedule_interval" : key;
    }
    if (reader.value(key) == null && reader.value("timetable") != null) {
      key = "timetable";
    }
    var schedule = reader.read(key, schedules::read);
    return schedule == null ? new Schedule.None() : schedule;
  }

  private Map<String, Param> params(FieldReader argsReader) {
    var params = new LinkedHashMap<String, Param>();
    for (var from : List.of(reader, argsReader)) {
      var fields = from.fields("params");
      if (fields != null) {
        params.putAll(Params.read(fields));
      }
    }
    return params;
  }

  private Limits limits() {
    var settings = context.settings();
    var tasksKey = "max_active_tasks";
    if (reader.value("concurrency") != null) {
      problems.warn(reader.at("concurrency"), "concurrency", "is the old name of max_active_tasks");
      tasksKey = "concurrency";
    }
    var timeout = reader.duration("dagrun_timeout");
    return new Limits(
        reader.truth("catchup", settings.catchup()),
        maxActiveRuns(settings.maxActiveRuns()),
        reader.whole(tasksKey, settings.maxActiveTasks(), 1),
        reader.whole("max_consecutive_failed_dag_runs", settings.maxConsecutiveFailedDagRuns(), 0),
        timeout == null ? reader.duration("dagrun_timeout_sec") : timeout,
        reader.truth("fail_fast", false) || reader.truth("fail_stop", false),
        reader.truth("is_paused_upon_creation"),
        reader.truth("render_template_as_native_obj", false));
  }

  private int maxActiveRuns(int usual) {
    int runs = reader.whole("max_active_runs", usual, 1);
    if (runs > Limits.ACTIVE_RUNS_MAX && reader.value("max_active_runs") != null) {
      problems.warn(
          reader.at("max_active_runs"),
          "max_active_runs",
          "is %d, but no more than %d runs are active at once"
              .formatted(runs, Limits.ACTIVE_RUNS_MAX));
    }
    return runs;
  }

  private List<String> tags() {
    var tags = reader.texts("tags", false);
    for (var tag : tags) {
      if (tag.length() > 100) {
        reader.error("tags", "a tag may have 100 characters: '%.40s…'".formatted(tag));
      }
    }
    return tags;
  }

  private @Nullable String docMd() {
    var path = reader.text("doc_md_file_path");
    if (path == null) {
      return reader.text("doc_md");
    }
    var text = context.files().text(path);
    if (text == null) {
      problems.warn(
          reader.at("doc_md_file_path"),
          "doc_md_file_path",
          "the file '" + path + "' is not there");
    }
    return text;
  }

  private SortedMap<String, @Nullable Object> settings() {
    var settings = new TreeMap<String, @Nullable Object>();
    merged
        .entries()
        .forEach((key, entry) -> {
          if (!MODELLED.contains(key) && !entry.value().isNull()) {
            settings.put(key, entry.value().plain());
          }
        });
    return settings;
  }

  /** What Airflow refuses although every key is right. */
  private void check(Dag dag) {
    boolean timed =
        switch (dag.schedule()) {
          case Schedule.None _, Schedule.Assets _ -> false;
          case Schedule.Once _,
              Schedule.Continuous _,
              Schedule.Cron _,
              Schedule.Delta _,
              Schedule.Events _,
              Schedule.AssetsOrTime _,
              Schedule.Foreign _ ->
              true;
        };
    if (timed && dag.limits().catchup() && dag.startDate() == null) {
      reader.error("catchup", "catching up needs a start_date");
    }
    if (dag.schedule() instanceof Schedule.Continuous && dag.limits().maxActiveRuns() > 1) {
      reader.error("schedule", "@continuous needs max_active_runs: 1");
    }
    if (timed
        && !dag.params().isEmpty()
        && ParamSchemas.resolve(dag, Map.of()) instanceof ParamSchemas.Invalid invalid) {
      reader.error(
          "params",
          "a DAG with a schedule needs valid defaults: " + String.join("; ", invalid.messages()));
    }
    if (dag.limits().failFast()) {
      dag.tasks().stream()
          .filter(task -> task.triggerRule() != TriggerRule.ALL_SUCCESS)
          .forEach(task ->
              reader.error(
                  "fail_fast",
                  "allows no other trigger rule than all_success, but task "
                      + task.taskId()
                      + " has "
                      + task.triggerRule().airflowName()));
    }
  }
}
