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
import java.util.Objects;
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
    var run = earlier(execution);
    boolean known = run != null && execution.api().runState(dag, run).isPresent();
    if (!known) {
      run = trigger(execution, dag, run);
    }
    return arguments.flag("wait_for_completion", false)
        ? await(execution, dag, Objects.requireNonNull(run))
        : Result.NOTHING;
  }

  /** The id that was chosen before the task was rescheduled; null for none. */
  private static @Nullable String earlier(Execution execution) {
    if (execution.run().reschedules() == 0) {
      return null;
    }
    var own = execution.message().key().taskInstance();
    return execution.xcoms().pull(own.taskId().value(), XCOM_RUN_ID, own.mapIndex())
            instanceof String run
        ? run
        : null;
  }

  /**
   * The id is kept before the run is triggered, so that a task that is stopped in between knows.
   */
  private static String trigger(Execution execution, String dag, @Nullable String earlier) {
    var arguments = execution.arguments();
    var logicalDate = logicalDate(execution);
    var runAfter = time(arguments, "run_after");
    var after = runAfter == null ? logicalDate == null ? execution.now() : logicalDate : runAfter;
    var given = earlier == null ? arguments.textOrNull("trigger_run_id") : earlier;
    var run =
        given == null || given.isEmpty() ? RunIds.of(DagRunType.MANUAL, after).value() : given;
    execution.xcoms().push(XCOM_RUN_ID, run);
    var body =
        ApiClient.fields(
            "logical_date",
            logicalDate == null ? null : logicalDate.toString(),
            "run_after",
            runAfter == null ? null : runAfter.toString(),
            "conf",
            conf(arguments),
            "note",
            arguments.textOrNull("note"));
    execution.log().info("Triggering Dag Run %s of %s.".formatted(run, dag));
    if (!execution.api().triggerRun(dag, run, body)) {
      execution.api().deleteXCom(XCOM_RUN_ID);
      exists(arguments, dag, run);
    }
    return run;
  }

  /** As Airflow: no retry is made for a run that exists. */
  private static void exists(Arguments arguments, String dag, String run) {
    if (arguments.flag("skip_when_already_exists", false)) {
      throw new TaskSkip("Dag Run %s of %s already exists, skipping.".formatted(run, dag));
    }
    throw TaskFailure.last("Dag Run %s of %s already exists.".formatted(run, dag));
  }

  private static Result await(Execution execution, String dag, String run) {
    var arguments = execution.arguments();
    var state =
        execution
            .api()
            .runState(dag, run)
            .orElseThrow(
                () -> TaskFailure.retryable("Dag Run %s of %s is gone.".formatted(run, dag)));
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
