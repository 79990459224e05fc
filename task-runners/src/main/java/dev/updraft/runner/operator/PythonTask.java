package dev.updraft.runner.operator;

import dev.updraft.runner.python.PythonCall;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Airflow's {@code PythonOperator}, {@code BranchPythonOperator} and {@code ShortCircuitOperator},
 * and the decorators that stand for them.
 */
final class PythonTask implements NativeTask {
  /** What becomes of the function's value. */
  enum Kind {
    RETURN,
    BRANCH,
    SHORT_CIRCUIT
  }

  /** Arguments of a decorator that are its own and not the function's. */
  private static final Set<String> DECORATOR_ARGUMENTS =
      Set.of(
          "python_callable",
          "python_callable_name",
          "python_callable_file",
          "multiple_outputs",
          "templates_dict",
          "templates_exts",
          "do_xcom_push",
          "show_return_value_in_logs",
          "ignore_downstream_trigger_rules",
          "op_args",
          "op_kwargs");

  private final Kind kind;

  PythonTask(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Result execute(Execution execution) throws InterruptedException {
    var arguments = execution.arguments();
    var target = PythonCall.target(execution, "python_callable");
    if (target == null) {
      throw TaskFailure.last(
          "task '%s' lacks the argument 'python_callable', a dotted name, or 'python_callable_name'"
                  .formatted(execution.task().taskId())
              + " and 'python_callable_file'");
    }
    boolean decorated = execution.task().operator().decorator();
    var answer =
        new PythonCall(
                target,
                arguments.list("op_args"),
                decorated ? decoratorKwargs(arguments) : arguments.map("op_kwargs"),
                decorated,
                Map.of())
            .run(execution);
    if (arguments.flag("show_return_value_in_logs", true)) {
      execution
          .log()
          .info(
              "Done. Returned value was: "
                  + dev.updraft.runner.template.PythonText.str(answer.value()));
    }
    return switch (kind) {
      case RETURN -> returned(execution, answer.value());
      case BRANCH -> {
        new Branching(execution).follow(answer.value());
        yield new Result.Done(answer.value());
      }
      case SHORT_CIRCUIT -> shortCircuit(execution, answer);
    };
  }

  private static Map<String, @Nullable Object> decoratorKwargs(Arguments arguments) {
    var kwargs = new LinkedHashMap<String, @Nullable Object>(arguments.map("op_kwargs"));
    arguments
        .all()
        .forEach((name, value) -> {
          if (!DECORATOR_ARGUMENTS.contains(name)) {
            kwargs.put(name, value);
          }
        });
    return kwargs;
  }

  private static Result returned(Execution execution, @Nullable Object value) {
    if (execution.arguments().flag("multiple_outputs", false) && value != null) {
      if (!(value instanceof Map<?, ?> outputs)) {
        throw TaskFailure.retryable(
            "Returned output was %s, expected a dictionary for multiple_outputs"
                .formatted(value instanceof List<?> ? "a list" : "'" + value + "'"));
      }
      outputs.forEach((key, output) -> execution.xcoms().push(String.valueOf(key), output));
    }
    return new Result.Done(value);
  }

  private static Result shortCircuit(Execution execution, PythonCall.Answer answer) {
    execution.log().info("Condition result is " + (answer.truth() ? "True" : "False"));
    if (!answer.truth()) {
      new Branching(execution)
          .skipDownstream(execution.arguments().flag("ignore_downstream_trigger_rules", true));
    }
    return new Result.Done(answer.value());
  }
}
