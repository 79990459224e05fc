package dev.updraft.runner.template;

import dev.updraft.core.attempt.LaunchMessage;
import dev.updraft.core.id.TaskInstanceKey;
import dev.updraft.runner.api.Connection;
import dev.updraft.runner.api.RunContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The objects of a template's context, with the attributes Airflow documents. */
final class ContextObjects {
  private static final List<String> RUN_TIMES =
      List.of(
          "logical_date",
          "data_interval_start",
          "data_interval_end",
          "run_after",
          "start_date",
          "end_date",
          "queued_at");

  private ContextObjects() {}

  static PythonObject dagRun(LaunchMessage message, RunContext run) {
    var values = new LinkedHashMap<String, Supplier<@Nullable Object>>();
    run.dagRun().fields().forEach((name, value) -> values.put(name, () -> value));
    RUN_TIMES.forEach(name -> values.put(name, () -> moment(run.dagRun().time(name))));
    values.put("dag_id", () -> message.key().run().dagId().value());
    values.put("run_id", () -> message.key().run().runId().value());
    values.put("conf", () -> run.dagRun().conf());
    values.put("external_trigger", () -> run.dagRun().text("run_type").equals("manual"));
    return new Attributes("<DagRun %s>".formatted(message.key().run()), values);
  }

  static PythonObject dag(RunContext run) {
    var dag = run.brief().dag();
    var values = new LinkedHashMap<String, Supplier<@Nullable Object>>();
    values.put("dag_id", () -> dag.dagId().value());
    values.put("dag_display_name", dag::displayName);
    values.put("description", dag::description);
    values.put("tags", dag::tags);
    values.put("start_date", () -> moment(dag.startDate()));
    values.put("end_date", () -> moment(dag.endDate()));
    values.put("doc_md", dag::docMd);
    values.put("owner", () -> run.brief().task().owner());
    values.put("fileloc", () -> run.brief().relativeFileloc());
    values.put("relative_fileloc", () -> run.brief().relativeFileloc());
    values.put("timezone", () -> DagZone.of(dag).getId());
    return new Attributes("<DAG: %s>".formatted(dag.dagId()), values);
  }

  static PythonObject task(RunContext run) {
    var task = run.brief().task();
    var values = new LinkedHashMap<String, Supplier<@Nullable Object>>();
    task.operator().arguments().forEach((name, value) -> values.put(name, () -> value));
    values.put("task_id", () -> task.taskId().value());
    values.put("dag_id", () -> run.brief().dag().dagId().value());
    values.put("owner", task::owner);
    values.put("retries", () -> (long) task.retry().retries());
    values.put("label", task::label);
    values.put("pool", () -> task.slots().pool().value());
    values.put("queue", task::queue);
    values.put("operator_name", () -> task.operator().className());
    values.put("task_type", () -> task.operator().className());
    values.put("params", task::params);
    values.put("doc_md", task::docMd);
    values.put("dag", () -> dag(run));
    return new Attributes(
        "<Task(%s): %s>".formatted(task.operator().className(), task.taskId()), values);
  }

  static PythonObject taskInstance(LaunchMessage message, RunContext run, Variables.Source source) {
    var key = message.key();
    var ti = key.taskInstance();
    var values = new LinkedHashMap<String, Supplier<@Nullable Object>>();
    values.put("id", () -> message.id().toString());
    values.put("task_id", () -> ti.taskId().value());
    values.put("dag_id", () -> key.run().dagId().value());
    values.put("run_id", () -> key.run().runId().value());
    values.put("try_number", () -> (long) key.tryNumber());
    values.put("max_tries", () -> (long) run.maxTries());
    values.put("map_index", () -> (long) ti.mapIndex());
    values.put("state", () -> "running");
    values.put("hostname", () -> "");
    values.put("operator", () -> run.brief().task().operator().className());
    values.put("start_date", () -> moment(run.dagRun().time("start_date")));
    values.put("logical_date", () -> moment(run.dagRun().time("logical_date")));
    values.put("task", () -> task(run));
    values.put("dag_run", () -> dagRun(message, run));
    values.put("xcom_pull", () -> new Method("xcom_pull", call -> pull(call, ti, source)));
    values.put(
        "xcom_push",
        () ->
            new Method(
                "xcom_push",
                call -> {
                  source.push(call.text(0, "key"), PythonJson.plain(call.get(1, "value")));
                  return null;
                }));
    return new Attributes(
        "<TaskInstance: %s.%s %s [running]>"
            .formatted(key.run().dagId(), ti.taskId(), key.run().runId()),
        values);
  }

  private static @Nullable Object pull(Call call, TaskInstanceKey ti, Variables.Source source) {
    var tasks = call.get(0, "task_ids");
    var key = call.text(2, "key", "return_value");
    var indexes = call.named().get("map_indexes");
    var otherwise = call.named().get("default");
    return switch (tasks) {
      case null -> or(one(ti.taskId().value(), key, indexes, source), otherwise);
      case List<?> list -> {
        var values = new ArrayList<@Nullable Object>();
        list.forEach(
            task -> values.add(or(one(PythonText.str(task), key, indexes, source), otherwise)));
        yield values;
      }
      default -> or(one(PythonText.str(tasks), key, indexes, source), otherwise);
    };
  }

  private static @Nullable Object or(@Nullable Object value, @Nullable Object otherwise) {
    return value == null ? otherwise : value;
  }

  private static @Nullable Object one(
      String task, String key, @Nullable Object indexes, Variables.Source source) {
    return switch (indexes) {
      case null -> source.pull(task, key, null);
      case List<?> list -> {
        var values = new ArrayList<@Nullable Object>();
        list.forEach(
            index -> values.add(source.pull(task, key, Arithmetic.number(index).intValue())));
        yield values;
      }
      default -> source.pull(task, key, Arithmetic.number(indexes).intValue());
    };
  }

  static PythonObject connection(Connection connection) {
    var values = new LinkedHashMap<String, Supplier<@Nullable Object>>();
    values.put("conn_id", connection::connId);
    values.put("conn_type", connection::connType);
    values.put("host", connection::host);
    values.put("schema", connection::schema);
    values.put("login", connection::login);
    values.put("password", connection::password);
    values.put(
        "port", () -> connection.port() == null ? null : (Object) connection.port().longValue());
    values.put("extra", connection::extra);
    values.put("extra_dejson", connection::extras);
    return new Attributes(connection.connId(), values);
  }

  private static @Nullable Moment moment(@Nullable Instant instant) {
    return instant == null ? null : Moment.of(instant);
  }
}
