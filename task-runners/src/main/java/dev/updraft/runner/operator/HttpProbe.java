package dev.updraft.runner.operator;

import java.util.List;

/** One look of Airflow's {@code HttpSensor}. */
public final class HttpProbe {
  private HttpProbe() {}

  /** Whether the server answers as it should. */
  public static boolean holds(Execution execution) throws InterruptedException {
    execution.log().info("Poking: " + execution.arguments().text("endpoint"));
    try {
      var answer = HttpCall.of(execution, "GET", "request_params").send(execution);
      var check = HttpTask.call(execution, "response_check", answer);
      return check == null || check.truth();
    } catch (HttpCall.Failed e) {
      var message = String.valueOf(e.getMessage());
      var allowed =
          execution.arguments().all().get("response_error_codes_allowlist") == null
              ? List.of("404")
              : execution.arguments().texts("response_error_codes_allowlist");
      if (allowed.stream().anyMatch(message::startsWith)) {
        return false;
      }
      throw TaskFailure.retryable(message);
    }
  }
}
