package dev.updraft.runner.template;

import com.fasterxml.jackson.databind.JsonNode;
import dev.updraft.core.attempt.LaunchMessage;
import dev.updraft.core.dag.Param;
import dev.updraft.runner.api.Connection;
import dev.updraft.runner.api.RunContext;
import dev.updraft.runner.api.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The variables Airflow gives to the templates of a task. */
public final class Variables {
  private final LaunchMessage message;
  private final RunContext run;
  private final Source source;
  private final Map<String, Supplier<@Nullable Object>> variables = new LinkedHashMap<>();
  private @Nullable JsonNode previous;

  /** Where values come from that only the server knows. */
  public interface Source {
    /** A variable's text. */
    Optional<String> variable(String key);

    /** A connection. */
    Optional<Connection> connection(String id);

    /** An XCom of one map index of a task, below 0 of one that is not mapped; null for none. */
    @Nullable Object pull(String task, String key, int mapIndex);

    /** The XComs of all map indexes of a task. */
    List<@Nullable Object> pullAll(String task, String key);

    /** Stores an XCom. */
    void push(String key, @Nullable Object value);

    /** The successful run before. */
    JsonNode previousSuccessfulRun();
  }

  private Variables(LaunchMessage message, RunContext run, Source source) {
    this.message = message;
    this.run = run;
    this.source = source;
  }

  /** All of them, each found when it is first named. */
  public static Map<String, Supplier<@Nullable Object>> of(
      LaunchMessage message, RunContext run, Source source) {
    var all = new Variables(message, run, source);
    all.ofDates();
    all.ofRun();
    all.ofLookups();
    all.ofPrevious();
    all.ofFile();
    return all.variables;
  }

  private void ofDates() {
    time("data_interval_start");
    time("data_interval_end");
    if (run.dagRun().time("logical_date") == null) {
      return; // as in Airflow, a run without a logical date has none of these
    }
    time("logical_date");
    format("ds", "%Y-%m-%d");
    format("ds_nodash", "%Y%m%d");
    format("ts_nodash", "%Y%m%dT%H%M%S");
    variables.put("ts", () -> logicalDate().iso("T"));
    variables.put(
        "ts_nodash_with_tz",
        () -> Strftime.format(logicalDate().time(), "%Y%m%dT%H%M%S") + logicalDate().offset(""));
    variables.put(
        "task_instance_key_str",
        () ->
            "%s__%s__%s"
                .formatted(
                    message.key().run().dagId(),
                    message.key().taskInstance().taskId(),
                    Strftime.format(logicalDate().time(), "%Y%m%d")));
  }

  private void time(String name) {
    variables.put(name, () -> moment(run.dagRun().time(name)));
  }

  private void format(String name, String format) {
    variables.put(name, () -> Strftime.format(logicalDate().time(), format));
  }

  private Moment logicalDate() {
    var date = run.dagRun().time("logical_date");
    if (date == null) {
      throw new TemplateException("the run has no logical date");
    }
    return Moment.of(date);
  }

  private static @Nullable Moment moment(@Nullable Instant instant) {
    return instant == null ? null : Moment.of(instant);
  }

  private void ofRun() {
    variables.put("run_id", () -> message.key().run().runId().value());
    variables.put("params", this::params);
    variables.put("dag_run", () -> ContextObjects.dagRun(message, run));
    variables.put("dag", () -> ContextObjects.dag(run));
    variables.put("task", () -> ContextObjects.task(run));
    Supplier<@Nullable Object> ti = () -> ContextObjects.taskInstance(message, run, source);
    variables.put("ti", ti);
    variables.put("task_instance", ti);
    variables.put("macros", Macros::new);
    variables.put("task_reschedule_count", () -> (long) run.reschedules());
    variables.put("inlets", ArrayList::new);
    variables.put("outlets", ArrayList::new);
    variables.put(
        "map_index_template", () -> run.brief().task().settings().get("map_index_template"));
    variables.put("triggering_asset_events", this::noAssetEvents);
    variables.put("partition_key", () -> run.dagRun().fields().get("partition_key"));
    variables.put("partition_date", () -> moment(run.dagRun().time("partition_date")));
  }

  private Map<String, @Nullable Object> noAssetEvents() {
    if (run.dagRun().fields().get("consumed_asset_events") instanceof List<?> events
        && !events.isEmpty()) {
      throw new TemplateException(
          "triggering_asset_events is not supported natively, and the run has %d"
              .formatted(events.size()));
    }
    return new LinkedHashMap<>();
  }

  /** The DAG's params, the task's over them, the run's conf over both. */
  private Map<String, @Nullable Object> params() {
    var params = new LinkedHashMap<String, @Nullable Object>();
    values(run.brief().dag().params(), params);
    values(run.brief().task().params(), params);
    params.putAll(run.dagRun().conf());
    return params;
  }

  private static void values(Map<String, Param> from, Map<String, @Nullable Object> to) {
    from.forEach((name, param) -> to.put(name, param.value()));
  }

  private void ofLookups() {
    Function<String, Optional<Object>> text = key -> source.variable(key).map(value -> value);
    Function<String, Optional<Object>> json =
        key -> source.variable(key).map(value -> Json.or(PythonJson.loads(value)));
    variables.put(
        "var",
        () ->
            new Attributes(
                "<var>",
                Map.of(
                    "value", () -> new Lookup("Variable", false, text),
                    "json", () -> new Lookup("Variable", false, json))));
    variables.put(
        "conn",
        () ->
            new Lookup(
                "Connection", true, id -> source.connection(id).map(ContextObjects::connection)));
  }

  private static final class Json {
    static Object or(@Nullable Object value) {
      return value == null ? "" : value;
    }
  }

  private void ofPrevious() {
    for (var pair :
        List.of(
            List.of("prev_data_interval_start_success", "data_interval_start"),
            List.of("prev_data_interval_end_success", "data_interval_end"),
            List.of("prev_start_date_success", "start_date"),
            List.of("prev_end_date_success", "end_date"))) {
      variables.put(pair.getFirst(), () -> previous(pair.getLast()));
    }
  }

  private @Nullable Object previous(String field) {
    if (previous == null) {
      previous = source.previousSuccessfulRun();
    }
    var value = previous.path(field);
    return value.isTextual() ? Moment.of(Times.parse(value.asText())) : null;
  }

  /** The file's own macros, where they are plain values. */
  private void ofFile() {
    if (run.brief().dag().settings().get("user_defined_macros") instanceof Map<?, ?> macros) {
      macros.forEach((name, value) -> variables.put(String.valueOf(name), () -> value));
    }
  }
}
