package dev.updraft.runner;

import dev.updraft.core.flow.Outcome;
import dev.updraft.runner.api.ApiClient;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last word of an attempt.
 *
 * @param now when it ended
 * @param shouldRetry whether the server would retry a failure
 */
record Report(Instant now, boolean shouldRetry) {
  Map<String, Object> body(Outcome outcome, @Nullable String logTail) {
    return ApiClient.fields(
        "state",
        switch (outcome) {
          case Outcome.Succeeded _ -> "success";
          case Outcome.Failed(var retry) -> retry && shouldRetry ? "up_for_retry" : "failed";
          case Outcome.Skipped _ -> "skipped";
          case Outcome.Rescheduled _ -> "up_for_reschedule";
        },
        "end_date",
        now.toString(),
        "reschedule_date",
        outcome instanceof Outcome.Rescheduled(var until, _) ? until.toString() : null,
        "updraft_log_tail",
        logTail);
  }
}
