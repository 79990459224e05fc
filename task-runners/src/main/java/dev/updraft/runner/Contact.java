package dev.updraft.runner;

import dev.updraft.core.attempt.Checkup;
import dev.updraft.core.call.Backoff;
import dev.updraft.runner.Cancellation.Reason;
import dev.updraft.runner.api.ApiException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the answers to an attempt's heartbeats mean for it. */
final class Contact {
  /**
   * How long the server may be silent. A little later it takes the attempt for lost and may start
   * another try: by then the processes have to be dead, after the wait of a last heartbeat, the
   * time between two that the server stores, and the grace of the processes.
   */
  static final Duration SILENCE_MAX = Checkup.SILENCE_MAX.minusSeconds(90);

  /** As Airflow: after so many refusals in a row the task is stopped. */
  static final int REFUSALS_MAX = 3;

  private Instant heard;
  private int refusals;

  /**
   * @param claimed when the server was heard of last
   */
  Contact(Instant claimed) {
    this.heard = claimed;
  }

  /** After an answer: why the attempt is to stop, null if it is not. */
  @Nullable Reason answered(boolean wanted, Instant now) {
    heard = now;
    refusals = 0;
    return wanted ? null : Reason.NOT_WANTED;
  }

  /** After a heartbeat that failed: why the attempt is to stop, null if it is not. */
  @Nullable Reason failed(int status, Instant now) {
    if (status == ApiException.NO_ANSWER || Backoff.mayPass(status)) {
      return Duration.between(heard, now).compareTo(SILENCE_MAX) < 0 ? null : Reason.OUT_OF_TOUCH;
    }
    refusals++;
    return refusals < REFUSALS_MAX ? null : Reason.NOT_WANTED;
  }
}
