package dev.updraft.parser;

import dev.updraft.core.dag.Executors;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * What holds where a file says nothing, as Airflow's configuration has it.
 *
 * @param zone {@code [core] default_timezone}
 * @param catchup {@code [scheduler] catchup_by_default}
 * @param createCronDataIntervals {@code [scheduler] create_cron_data_intervals}
 * @param maxActiveRuns {@code [core] max_active_runs_per_dag}
 * @param maxActiveTasks {@code [core] max_active_tasks_per_dag}
 * @param maxConsecutiveFailedDagRuns {@code [core] max_consecutive_failed_dag_runs_per_dag}
 * @param owner {@code [operators] default_owner}
 * @param retries {@code [core] default_task_retries}
 * @param retryDelay {@code [core] default_task_retry_delay}
 * @param executors {@code [core] executor}
 */
public record ParseSettings(
    ZoneId zone,
    boolean catchup,
    boolean createCronDataIntervals,
    int maxActiveRuns,
    int maxActiveTasks,
    int maxConsecutiveFailedDagRuns,
    String owner,
    int retries,
    Duration retryDelay,
    Executors executors) {
  /** Airflow's own defaults, and everything run in place. */
  public static final ParseSettings AIRFLOW =
      new ParseSettings(
          ZoneOffset.UTC,
          false,
          false,
          16,
          16,
          0,
          "airflow",
          0,
          Duration.ofMinutes(5),
          Executors.STANDALONE);

  /** The same where these executors run the tasks. */
  public ParseSettings with(Executors there) {
    return new ParseSettings(
        zone,
        catchup,
        createCronDataIntervals,
        maxActiveRuns,
        maxActiveTasks,
        maxConsecutiveFailedDagRuns,
        owner,
        retries,
        retryDelay,
        there);
  }
}
