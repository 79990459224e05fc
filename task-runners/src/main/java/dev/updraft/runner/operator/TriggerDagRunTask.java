package dev.updraft.runner.operator;

import dev.updraft.core.plan.RunIds;
import dev.updraft.core.run.DagRunType;
import dev.updraft.core.wire.Json;
import dev.updraft.runner.api.ApiClient;
import dev.updraft.runner.api.Times;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Airflow's {@code TriggerDagRunOperator}. Waiting for the run holds no worker: the task is
 * rescheduled, and finds by its XCom which run it has triggered.
 */
final class TriggerDagRunTask implements NativeTask {
  private static final String XCOM_RUN_ID = "trigger_run_id";
  private static final Duration POKE_INTERVAL = Duration.ofSeconds(60);

  @Override
  public Result execute(Execution execution) throws InterruptedException {
    var arguments = execution.arguments();
    var dag = arguments.text("trigger_dag_id");
    if (execution.run().reschedules() > 0
        && execution
                .xcoms()
                .pull(
                    execution.task().taskId().value(),
                    XCOM_RUN_ID,
                    execution.message().key().taskInstance().mapIndex())
            instanceof String run) {
      return await(execution, dag, run);
    }
    var logicalDate = logicalDate(execution);
    var runAfter = time(arguments, "run_after");
    var after = runAfter == null ? logicalDate == null ? execution.now() : logicalDate : runAfter;
    var run = arguments.textOrNull("trigger_run_id");
    if (run == null) {
      run = RunIds.of(DagRunType.MANUAL, after).value();
    }
    trigger(execution, dag, run, logicalDate, runAfter);
    execution.xcoms().push(XCOM_RUN_ID, run);
    return arguments.flag("wait_for_completion", false)
        ? await(execution, dag, run)
        : Result.NOTHING;
  }

  private static void trigger(
      Execution execution,
      String dag,
      String run,
      @Nullable Instant logicalDate,
      @Nullable Instant runAfter) {
    var arguments = execution.arguments();
    boolean reset = arguments.flag("reset_dag_run", false);
    var body =
        ApiClient.fields(
            "logical_date",
            logicalDate == null ? null : logicalDate.toString(),
            "run_after",
            runAfter == null ? null : runAfter.toString(),
            "conf",
            conf(arguments),
            "reset_dag_run",
            reset,
            "note",
            arguments.textOrNull("note"));
    execution.log().info("Triggering Dag Run %s of %s.".formatted(run, dag));
    if (execution.api().triggerRun(dag, run, body)) {
      return;
    }
    if (reset) {
      execution.log().info("Dag Run already exists; clearing it to run again.");
      execution.api().clearRun(dag, run);
      return;
    }
    if (arguments.flag("skip_when_already_exists", false)) {
      throw new TaskSkip("Dag Run %s of %s already exists, skipping.".formatted(run, dag));
    }
    throw TaskFailure.retryable("Dag Run %s of %s already exists.".formatted(run, dag));
  }

  private static Result await(Execution execution, String dag, String run) {
    var arguments = execution.arguments();
    var state = execution.api().runState(dag, run);
    var failed = states(arguments, "failed_states", "failed");
    var allowed = states(arguments, "allowed_states", "success");
    if (failed.contains(state)) {
      throw TaskFailure.retryable("%s failed with failed state %s".formatted(dag, state));
    }
    if (allowed.contains(state)) {
      execution.log().info("%s finished with allowed state %s".formatted(dag, state));
      return Result.NOTHING;
    }
    execution.log().info("%s is %s, looking again later".formatted(run, state));
    return new Result.Again(
        execution.now().plus(arguments.duration("poke_interval", POKE_INTERVAL)));
  }

  private static List<String> states(Arguments arguments, String name, String otherwise) {
    var given = arguments.texts(name);
    boolean none =
        arguments.all().get(name) == null || (name.equals("allowed_states") && given.isEmpty());
    return none ? List.of(otherwise) : given;
  }

  private static @Nullable Object conf(Arguments arguments) {
    return switch (arguments.get("conf")) {
      case null -> null;
      case String text when text.isBlank() -> null;
      case String text -> {
        try {
          yield Json.read(text, Object.class);
        } catch (IllegalArgumentException e) {
          throw arguments.wrong("conf", "a map, or JSON text");
        }
      }
      default -> arguments.map("conf");
    };
  }

  /** As Airflow: now if it is not given, none if it is null or only {@code run_after} is given. */
  private static @Nullable Instant logicalDate(Execution execution) {
    var arguments = execution.arguments();
    if (!arguments.all().containsKey("logical_date")) {
      return arguments.has("run_after") ? null : execution.now();
    }
    return time(arguments, "logical_date");
  }

  private static @Nullable Instant time(Arguments arguments, String name) {
    var text = arguments.textOrNull(name);
    if (text == null || text.equals("None")) {
      return null;
    }
    try {
      return Times.parse(text);
    } catch (DateTimeException e) {
      throw arguments.wrong(name, "a time in ISO 8601");
    }
  }
}
