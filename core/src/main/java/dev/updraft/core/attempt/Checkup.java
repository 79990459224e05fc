package dev.updraft.core.attempt;

import dev.updraft.core.flow.Decision;
import dev.updraft.core.flow.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a run's belief that an attempt is on its way is worth, given the attempt's row: nothing was
 * lost, or which message was.
 */
public final class Checkup {
  /** How long a runner may be silent, Airflow's {@code task_instance_heartbeat_timeout}. */
  public static final Duration SILENCE_MAX = Duration.ofMinutes(5);

  private Checkup() {}

  /**
   * The verdict.
   *
   * @param row the attempt's row, null if there is none
   */
  public static Finding of(@Nullable Attempt row, Decision.Check check, Instant now) {
    if (row == null) {
      return new Finding.NotSent();
    }
    return switch (row.state()) {
      case QUEUED -> check.resend() ? new Finding.NotSent() : new Finding.Well();
      case RUNNING, RESTARTING, DEFERRED -> ofRunning(row, check, now);
      case UP_FOR_RESCHEDULE -> ofRescheduled(row, check, now);
      case SUCCESS -> new Finding.Ended(new Outcome.Succeeded(), endOf(row, now));
      case SKIPPED -> new Finding.Ended(new Outcome.Skipped(), endOf(row, now));
      case UP_FOR_RETRY -> new Finding.Ended(new Outcome.Failed(true), endOf(row, now));
      case FAILED, UPSTREAM_FAILED, REMOVED ->
          new Finding.Ended(new Outcome.Failed(false), endOf(row, now));
      case NONE, SCHEDULED ->
          throw new IllegalStateException(
              "attempt " + row.id() + " is stored as " + row.state() + ", which no row can be");
    };
  }

  private static Finding ofRunning(Attempt row, Decision.Check check, Instant now) {
    var silentSince = now.minus(SILENCE_MAX);
    var gone = check.runnersGoneBefore();
    if (gone != null && gone.isAfter(silentSince)) {
      silentSince = gone;
    }
    var heard = Objects.requireNonNullElse(row.heartbeatAt(), row.queuedAt());
    return heard.isBefore(silentSince) ? new Finding.Silent(silentSince) : new Finding.Well();
  }

  private static Finding ofRescheduled(Attempt row, Decision.Check check, Instant now) {
    return row.reschedules() > check.launch().reschedules()
        ? new Finding.Ended(new Outcome.Rescheduled(now, row.reschedules()), endOf(row, now))
        : new Finding.NotSent();
  }

  private static Instant endOf(Attempt row, Instant now) {
    return Objects.requireNonNullElse(row.endedAt(), now);
  }

  /** What was found. */
  public sealed interface Finding {
    /** Nothing is wrong, as far as can be told yet. */
    record Well() implements Finding {}

    /** Its launch has not been performed, or nobody has taken it up for long: send it again. */
    record NotSent() implements Finding {}

    /**
     * Its runner has been silent too long.
     *
     * @param since since when at least
     */
    record Silent(Instant since) implements Finding {}

    /**
     * It has ended and the run does not know.
     *
     * @param outcome how
     * @param at when
     */
    record Ended(Outcome outcome, Instant at) implements Finding {}
  }
}
