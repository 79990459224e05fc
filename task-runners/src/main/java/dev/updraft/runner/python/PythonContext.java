package dev.updraft.runner.python;

import dev.updraft.core.dag.Param;
import dev.updraft.runner.operator.Execution;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Airflow's context as the bootstrap script is told of it: values, objects and times. */
final class PythonContext {
  private static final List<String> TIMES =
      List.of("logical_date", "data_interval_start", "data_interval_end");

  /** Variables of templates that functions are handed as they are. */
  private static final List<String> TEXTS =
      List.of("ds", "ds_nodash", "ts", "ts_nodash", "ts_nodash_with_tz", "task_instance_key_str");

  private PythonContext() {}

  static Map<String, @Nullable Object> of(Execution execution) {
    var spec = new LinkedHashMap<String, @Nullable Object>();
    spec.put("context", values(execution));
    spec.put("objects", objects(execution));
    var times = new LinkedHashMap<String, @Nullable Object>();
    for (var name : TIMES) {
      var value = execution.run().dagRun().fields().get(name);
      if (value != null) {
        times.put(name, value);
      }
    }
    spec.put("times", times);
    return spec;
  }

  private static Map<String, @Nullable Object> values(Execution execution) {
    var values = new LinkedHashMap<String, @Nullable Object>();
    TIMES.forEach(name -> values.put(name, null));
    for (var name : TEXTS) {
      var variable = execution.variables().get(name);
      if (variable != null) {
        values.put(name, variable.get());
      }
    }
    for (var name : TIMES) {
      if (execution.run().dagRun().fields().get(name) != null) {
        values.remove(name);
      }
    }
    values.put("run_id", execution.message().key().run().runId().value());
    values.put("params", params(execution));
    values.put("task_reschedule_count", execution.run().reschedules());
    values.put("templates_dict", execution.arguments().get("templates_dict"));
    values.put("test_mode", false);
    values.put("inlets", List.of());
    values.put("outlets", List.of());
    return values;
  }

  private static Map<String, @Nullable Object> params(Execution execution) {
    var params = new LinkedHashMap<String, @Nullable Object>();
    values(execution.run().brief().dag().params(), params);
    values(execution.task().params(), params);
    params.putAll(execution.run().dagRun().conf());
    return params;
  }

  private static void values(Map<String, Param> from, Map<String, @Nullable Object> to) {
    from.forEach((name, param) -> to.put(name, param.value()));
  }

  private static Map<String, Map<String, @Nullable Object>> objects(Execution execution) {
    var key = execution.message().key();
    var dag = execution.run().brief().dag();
    var task = execution.task();
    var dagId = key.run().dagId().value();
    var runId = key.run().runId().value();
    var taskId = key.taskInstance().taskId().value();
    var dagRun = new LinkedHashMap<String, @Nullable Object>(execution.run().dagRun().fields());
    dagRun.put("dag_id", dagId);
    dagRun.put("run_id", runId);
    dagRun.put("conf", execution.run().dagRun().conf());
    var ti = new LinkedHashMap<String, @Nullable Object>();
    ti.put("id", execution.message().id().toString());
    ti.put("dag_id", dagId);
    ti.put("run_id", runId);
    ti.put("task_id", taskId);
    ti.put("try_number", key.tryNumber());
    ti.put("max_tries", execution.run().maxTries());
    ti.put("map_index", key.taskInstance().mapIndex());
    ti.put("logical_date", execution.run().dagRun().fields().get("logical_date"));
    ti.put("state", "running");
    var taskFields = new LinkedHashMap<String, @Nullable Object>();
    taskFields.put("task_id", taskId);
    taskFields.put("dag_id", dagId);
    taskFields.put("owner", task.owner());
    taskFields.put("retries", task.retry().retries());
    var dagFields = new LinkedHashMap<String, @Nullable Object>();
    dagFields.put("dag_id", dagId);
    dagFields.put("description", dag.description());
    dagFields.put("tags", dag.tags());
    dagFields.put("start_date", dag.startDate() == null ? null : dag.startDate().toString());
    dagFields.put("fileloc", execution.dagFile().toString());
    dagFields.put("folder", execution.dagFile().resolveSibling("").toString());
    return Map.of("dag_run", dagRun, "ti", ti, "task", taskFields, "dag", dagFields);
  }
}
