package dev.updraft.runner.sensor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.updraft.runner.api.Times;
import dev.updraft.runner.operator.Arguments;
import dev.updraft.runner.operator.Execution;
import dev.updraft.runner.operator.TaskFailure;
import dev.updraft.runner.operator.TaskSkip;
import dev.updraft.runner.python.PythonCall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Airflow's {@code ExternalTaskSensor}: waits for a DAG, a group or tasks of another DAG. */
public final class ExternalTaskSensor implements Sensor {
  @Override
  public boolean poke(Execution execution) throws InterruptedException {
    var arguments = execution.arguments();
    var what = What.of(arguments);
    var dates = dates(execution);
    execution.log().info("Poking for %s on %s ...".formatted(what, dates));
    var failed = arguments.texts("failed_states");
    if (!failed.isEmpty() && count(execution, what, dates, failed) > 0) {
      var message = "%s failed.".formatted(what);
      if (arguments.flag("soft_fail", false)) {
        throw new TaskSkip(message + " Skipping due to soft_fail.");
      }
      throw TaskFailure.retryable(message);
    }
    var skipped = arguments.texts("skipped_states");
    if (!skipped.isEmpty() && count(execution, what, dates, skipped) > 0) {
      throw new TaskSkip(
          "%s reached a state in our states-to-skip-on list. Skipping.".formatted(what));
    }
    var allowed = arguments.texts("allowed_states");
    var states = allowed.isEmpty() ? List.of("success") : allowed;
    return count(execution, what, dates, states) == dates.size();
  }

  /** How many of the dates are in these states; tasks count in parts. */
  private static double count(
      Execution execution, What what, List<Instant> dates, List<String> states) {
    var query = new LinkedHashMap<String, List<String>>();
    query.put("dag_id", List.of(what.dag));
    query.put("logical_dates", dates.stream().map(Instant::toString).toList());
    if (!what.tasks.isEmpty()) {
      query.put("task_ids", what.tasks);
      query.put("states", states);
      return execution.api().query("task-instances/count", query).asDouble() / what.tasks.size();
    }
    if (!what.group.isEmpty()) {
      query.put("task_group_id", List.of(what.group));
      var byRun = execution.api().query("task-instances/states", query).path("task_states");
      int count = 0;
      for (JsonNode tasks : byRun) {
        count += allIn(tasks, states) ? 1 : 0;
      }
      return count;
    }
    query.put("states", states);
    return execution.api().query("dag-runs/count", query).asDouble();
  }

  private static boolean allIn(JsonNode tasks, List<String> states) {
    for (JsonNode state : tasks) {
      if (!states.contains(state.asText())) {
        return false;
      }
    }
    return !tasks.isEmpty();
  }

  private static List<Instant> dates(Execution execution) throws InterruptedException {
    var arguments = execution.arguments();
    var run = execution.run().dagRun();
    var date = run.time("logical_date");
    if (date == null) {
      date = run.time("run_after");
    }
    if (date == null) {
      throw TaskFailure.last("the run has neither a logical date nor a run_after to wait for");
    }
    var target = PythonCall.target(execution, "execution_date_fn");
    var delta = arguments.durationOrNull("execution_delta");
    if (delta != null && target != null) {
      throw arguments.wrong("execution_delta", "nothing, since execution_date_fn is given");
    }
    if (target == null) {
      return List.of(delta == null ? date : date.minus(delta));
    }
    var answer =
        new PythonCall(target, List.of(), Map.of(), false, Map.of("date", date.toString()))
            .run(execution);
    List<?> values =
        answer.value() instanceof List<?> list ? list : List.of(String.valueOf(answer.value()));
    var dates = new ArrayList<Instant>();
    values.forEach(value -> dates.add(Times.parse(String.valueOf((Object) value))));
    return dates;
  }

  /** What is waited for. */
  private record What(String dag, List<String> tasks, String group) {
    static What of(Arguments arguments) {
      var tasks = new ArrayList<>(arguments.texts("external_task_ids"));
      var one = arguments.textOrNull("external_task_id");
      var group = arguments.text("external_task_group_id", "");
      if (one != null && !tasks.isEmpty()) {
        throw arguments.wrong("external_task_id", "nothing, since external_task_ids is given");
      }
      if (one != null) {
        tasks.add(one);
      }
      if (!group.isEmpty() && !tasks.isEmpty()) {
        throw arguments.wrong("external_task_group_id", "nothing, since a task is given");
      }
      if (new HashSet<>(tasks).size() < tasks.size()) {
        throw arguments.wrong("external_task_ids", "no id twice");
      }
      return new What(arguments.text("external_dag_id"), List.copyOf(tasks), group);
    }

    @Override
    public String toString() {
      return !tasks.isEmpty()
          ? "tasks %s in dag %s".formatted(tasks, dag)
          : group.isEmpty() ? "dag " + dag : "task_group '%s' in dag '%s'".formatted(group, dag);
    }
  }
}
