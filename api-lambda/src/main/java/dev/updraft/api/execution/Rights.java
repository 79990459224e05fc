package dev.updraft.api.execution;

import dev.updraft.api.http.ApiProblem;
import dev.updraft.api.http.Fields;
import dev.updraft.api.view.Recent;
import dev.updraft.core.attempt.Attempt;
import dev.updraft.core.attempt.Tickets.Bearer;
import dev.updraft.core.id.AttemptId;
import dev.updraft.core.id.AttemptKey;
import dev.updraft.core.port.AttemptStore;
import dev.updraft.core.run.TaskInstanceState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which attempts may still act: those that run, by a row that was seen a moment ago. Changes of the
 * row itself need none of this, their condition is in the write; what lies in other items is
 * checked ahead, as near to the write as can be had without a transaction, which would cost three
 * write units more.
 */
final class Rights {
  /** For how long a row that says running is believed. */
  static final Duration TRUSTED = Duration.ofSeconds(5);

  /** How long callbacks and listeners may act after a success: Airflow's task_success_overtime. */
  static final Duration SUCCESS_OVERTIME = Duration.ofSeconds(20);

  /**
   * How long after any end what is left of a log is taken: a runner hears of an end that was not
   * its own by its next heartbeats, and what it stops then may still say something.
   */
  static final Duration LOG_OVERTIME = Duration.ofMinutes(2);

  private static final int KNOWN_MAX = 10_000;
  private final AttemptStore attempts;
  private final Recent<AttemptKey, Known> known = new Recent<>(KNOWN_MAX);

  Rights(AttemptStore attempts) {
    this.attempts = attempts;
  }

  /** Notes a row that a change has just brought back. */
  void saw(Attempt row, Instant now) {
    known.put(row.key(), new Known(row.id(), row.state(), row.endedAt(), now));
  }

  /**
   * Lets an attempt call that runs, or has succeeded a moment ago.
   *
   * @throws ApiProblem 404 if there is no such attempt, 409 if it may not act any more
   */
  void require(Bearer bearer, Instant now) {
    var row = seen(bearer, now, TRUSTED);
    if (!isRunning(row) && !isInOvertime(row, bearer, now)) {
      throw notRunning(row);
    }
  }

  /**
   * Lets an attempt store a part of its log, which no other try reads or writes.
   *
   * @throws ApiProblem 404 if there is no such attempt, 409 if it ended a while ago
   */
  void requireLog(Bearer bearer, Instant now) {
    var row = seen(bearer, now, StateApi.HEARTBEAT_STORED_EVERY);
    if (!isRunning(row) && !endedWithin(LOG_OVERTIME, row, now)) {
      throw notRunning(row);
    }
  }

  /** Whether an attempt's token may be renewed. */
  boolean mayRenew(Bearer bearer, Instant now) {
    try {
      require(bearer, now);
      return true;
    } catch (ApiProblem problem) {
      return false;
    }
  }

  private static boolean isRunning(Known row) {
    return row.state == TaskInstanceState.RUNNING;
  }

  /** Never over a newer try, whose row is there as soon as it is queued. */
  private boolean isInOvertime(Known row, Bearer bearer, Instant now) {
    return row.state == TaskInstanceState.SUCCESS
        && endedWithin(SUCCESS_OVERTIME, row, now)
        && attempts.get(next(bearer.key())) == null;
  }

  /** An end is as its runner said; one that it puts into the future gives no more time. */
  private static boolean endedWithin(Duration time, Known row, Instant now) {
    return row.endedAt != null && Duration.between(row.endedAt, now).abs().compareTo(time) < 0;
  }

  private static AttemptKey next(AttemptKey key) {
    return new AttemptKey(key.taskInstance(), key.tryNumber() + 1);
  }

  private Known seen(Bearer bearer, Instant now, Duration trusted) {
    var row = known.get(bearer.key());
    if (row == null || !isRunning(row) || !now.isBefore(row.at.plus(trusted))) {
      row = looked(bearer.key(), now);
    }
    if (row == null || !row.id.equals(bearer.id())) {
      throw ClaimApi.missing();
    }
    return row;
  }

  private @Nullable Known looked(AttemptKey key, Instant now) {
    var row = attempts.get(key);
    if (row == null) {
      return null;
    }
    saw(row, now);
    return new Known(row.id(), row.state(), row.endedAt(), now);
  }

  private static ApiProblem notRunning(Known row) {
    return ApiProblem.detailed(
        409,
        new Fields()
            .put("reason", "not_running")
            .put("message", "TI is no longer in the running state and task should terminate")
            .put("current_state", row.state));
  }

  private record Known(
      AttemptId id, TaskInstanceState state, @Nullable Instant endedAt, Instant at) {}
}
