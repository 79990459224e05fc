package dev.updraft.runner.operator;

import java.time.Instant;

/** The task is to run again later, Airflow's {@code AirflowRescheduleException}. */
public final class Rescheduled extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Instant until;

  /** Until then. */
  public Rescheduled(Instant until) {
    super("rescheduled to " + until);
    this.until = until;
  }

  /** When to run it again. */
  public Instant until() {
    return until;
  }
}
