package dev.updraft.runner.operator;

import dev.updraft.runner.python.PythonCall;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Airflow's {@code HttpOperator}. */
final class HttpTask implements NativeTask {
  @Override
  public Result execute(Execution execution) throws InterruptedException {
    execution.log().info("Calling HTTP method");
    HttpCall.Answer answer;
    try {
      answer = HttpCall.of(execution, "POST", "data").send(execution);
    } catch (HttpCall.Failed e) {
      throw TaskFailure.retryable(String.valueOf(e.getMessage()));
    }
    if (execution.arguments().flag("log_response", false)) {
      execution.log().info(answer.text());
    }
    var check = call(execution, "response_check", answer);
    if (check != null && !check.truth()) {
      throw TaskFailure.retryable("Response check returned False.");
    }
    var filtered = call(execution, "response_filter", answer);
    return new Result.Done(filtered == null ? answer.text() : filtered.value());
  }

  static PythonCall.@Nullable Answer call(
      Execution execution, String argument, HttpCall.Answer answer) throws InterruptedException {
    var target = PythonCall.target(execution, argument);
    if (target == null) {
      return null;
    }
    var response =
        Map.of(
            "status", answer.status(),
            "text", answer.text(),
            "headers", answer.headers(),
            "url", answer.url());
    return new PythonCall(target, List.of(), Map.of(), false, Map.of("response", response))
        .run(execution);
  }
}
