package dev.updraft.core.schedule;

import java.time.Instant;

/**
 * The next run of a schedule (Airflow's {@code DagRunInfo}).
 *
 * @param logicalDate its identity in time: the start of its data interval
 * @param dataIntervalStart from when it covers
 * @param dataIntervalEnd to when it covers
 * @param runAfter the earliest time it may start
 */
public record PlannedRun(
    Instant logicalDate, Instant dataIntervalStart, Instant dataIntervalEnd, Instant runAfter) {
  /** The time it covers. */
  public DataInterval dataInterval() {
    return new DataInterval(dataIntervalStart, dataIntervalEnd);
  }

  static PlannedRun interval(Instant start, Instant end) {
    return new PlannedRun(start, start, end, end);
  }

  static PlannedRun exact(Instant at) {
    return interval(at, at);
  }
}
