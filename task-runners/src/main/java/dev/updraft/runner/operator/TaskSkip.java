package dev.updraft.runner.operator;

/** The task has decided to be skipped, Airflow's {@code AirflowSkipException}. */
public final class TaskSkip extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With the reason, for the log. */
  public TaskSkip(String message) {
    super(message);
  }
}
