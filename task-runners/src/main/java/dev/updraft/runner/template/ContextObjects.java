package dev.updraft.runner.template;

import dev.updraft.core.attempt.LaunchMessage;
import dev.updraft.core.dag.Executors;
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
    values.put("run_type", () -> new EnumText("DagRunType", run.dagRun().text("run_type")));
    values.put("state", () -> new EnumText("DagRunState", run.dagRun().text("state")));
    values.putIfAbsent("clear_number", () -> 0L);
    values.putIfAbsent("note", () -> null);
    values.putIfAbsent("partition_key", () -> null);
    values.putIfAbsent("consumed_asset_events", ArrayList::new);
    values.putIfAbsent("triggering_user_name", () -> null);
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
    values.put("catchup", () -> dag.limits().catchup());
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
    values.put("queue", () -> task.queue() == null ? Executors.DEFAULT_QUEUE : task.queue());
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
    values.put("hostname", () -> null);
    values.put("operator", () -> run.brief().task().operator().className());
    values.put("start_date", () -> moment(run.dagRun().time("start_date")));
    values.put("task", () -> task(run));
    values.put("xcom_pull", () -> new Method("xcom_pull", call -> XComPull.of(call, key, source)));
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
