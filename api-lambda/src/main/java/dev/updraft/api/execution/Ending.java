package dev.updraft.api.execution;

import dev.updraft.api.http.ApiProblem;
import dev.updraft.api.http.Body;
import dev.updraft.api.http.Call;
import dev.updraft.core.attempt.Attempt;
import dev.updraft.core.flow.Outcome;
import dev.updraft.core.run.TaskInstanceState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The end a runner reports of its attempt, or that it waits.
 *
 * @param state the state the attempt ends in
 * @param at when
 * @param rescheduleDate when to look again, for {@code up_for_reschedule}
 * @param logTail the end of its log, if sent
 * @param unsupported why the end is not the one asked for; null if it is
 */
record Ending(
    TaskInstanceState state,
    Instant at,
    @Nullable Instant rescheduleDate,
    @Nullable String logTail,
    @Nullable String unsupported) {
  /** How much of a log a row keeps, in characters. */
  static final int LOG_TAIL_MAX = 4 * 1024;

  private static final int TEXT_MAX = 1024 * 1024;
  private static final String LOG_TAIL = "updraft_log_tail";

  /** What a call reports, as of {@code now} where it says no time. */
  static Ending of(Call call, Instant now) {
    var body = Body.of(call).needs("state");
    var state = body.requiredText("state", 50);
    var ending =
        switch (state) {
          case "success" ->
              finished(
                  body,
                  TaskInstanceState.SUCCESS,
                  "task_outlets",
                  "outlet_events",
                  "rendered_map_index");
          case "failed", "removed", "upstream_failed" ->
              finished(body, TaskInstanceState.FAILED, "rendered_map_index");
          case "skipped" -> finished(body, TaskInstanceState.SKIPPED, "rendered_map_index");
          case "up_for_retry" ->
              finished(
                  body,
                  TaskInstanceState.UP_FOR_RETRY,
                  "rendered_map_index",
                  "retry_delay_seconds",
                  "retry_reason");
          case "up_for_reschedule" -> rescheduled(body);
          case "deferred", "awaiting_input" ->
              new Ending(
                  TaskInstanceState.FAILED,
                  now,
                  null,
                  null,
                  "a task cannot wait as '%s' here: there is no triggerer; use a sensor in mode reschedule, or deferrable=False"
                      .formatted(state));
          default -> {
            body.error("enum", "state", "Input should be a state a running task can go to", state);
            yield new Ending(TaskInstanceState.NONE, now, null, null, null);
          }
        };
    body.check();
    return ending;
  }

  private static Ending finished(Body body, TaskInstanceState state, String... others) {
    var known = new ArrayList<>(List.of(others));
    known.addAll(List.of("state", "end_date", LOG_TAIL));
    body.only(known.toArray(String[]::new)).needs("end_date");
    return new Ending(state, orEpoch(body.time("end_date")), null, logTail(body), null);
  }

  private static Ending rescheduled(Body body) {
    body.only("state", "reschedule_date", "end_date", LOG_TAIL)
        .needs("reschedule_date", "end_date");
    return new Ending(
        TaskInstanceState.UP_FOR_RESCHEDULE,
        orEpoch(body.time("end_date")),
        orEpoch(body.time("reschedule_date")),
        logTail(body),
        null);
  }

  /** What was not said is reported by the body's check; until then any time will do. */
  private static Instant orEpoch(@Nullable Instant time) {
    return time == null ? Instant.EPOCH : time;
  }

  private static @Nullable String logTail(Body body) {
    var text = body.text(LOG_TAIL, TEXT_MAX);
    if (text == null || text.length() <= LOG_TAIL_MAX) {
      return text;
    }
    var end = text.substring(text.length() - LOG_TAIL_MAX);
    return end.substring(end.indexOf('\n') + 1);
  }

  /** What the run is told. */
  Outcome outcome(Attempt attempt) {
    return switch (state) {
      case SUCCESS -> new Outcome.Succeeded();
      case SKIPPED -> new Outcome.Skipped();
      case UP_FOR_RETRY -> new Outcome.Failed(true);
      case UP_FOR_RESCHEDULE ->
          new Outcome.Rescheduled(orEpoch(rescheduleDate), attempt.reschedules());
      case FAILED -> new Outcome.Failed(false);
      case NONE, SCHEDULED, QUEUED, RUNNING, RESTARTING, UPSTREAM_FAILED, DEFERRED, REMOVED ->
          throw new IllegalStateException("no attempt ends as " + state);
    };
  }

  /** 422 for an end that is not supported, after the attempt has been failed. */
  static ApiProblem unsupported(String reason) {
    return ApiProblem.reason(422, "not_supported", reason);
  }
}
