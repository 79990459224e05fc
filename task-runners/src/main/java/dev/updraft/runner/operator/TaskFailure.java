package dev.updraft.runner.operator;

/** The task has failed, for a reason that is the task's own. */
public final class TaskFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean retry;

  private TaskFailure(String message, boolean retry) {
    super(message);
    this.retry = retry;
  }

  /** A failure that a retry may mend, Airflow's {@code AirflowException}. */
  public static TaskFailure retryable(String message) {
    return new TaskFailure(message, true);
  }

  /** A failure that no retry mends, Airflow's {@code AirflowFailException}. */
  public static TaskFailure last(String message) {
    return new TaskFailure(message, false);
  }

  /** Whether a retry may help. */
  public boolean retry() {
    return retry;
  }
}
