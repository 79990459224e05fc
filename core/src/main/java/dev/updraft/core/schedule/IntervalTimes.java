package dev.updraft.core.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Runs when the time between two times of a schedule is over, by the rules of Airflow's {@code
 * _DataIntervalTimetable}.
 */
record IntervalTimes(Steps steps) {
  @Nullable PlannedRun next(
      @Nullable DataInterval lastAutomated, Restriction restriction, Instant now) {
    var start = start(lastAutomated, restriction, now);
    if (start == null || restriction.isPast(start)) {
      return null;
    }
    var end = steps.next(start);
    return end == null ? null : PlannedRun.interval(start, end);
  }

  /** The last whole interval before {@code runAfter}; that point alone if there is none. */
  DataInterval manual(Instant runAfter) {
    var end = steps.alignToPrevious(runAfter);
    if (end == null) {
      return DataInterval.exact(runAfter);
    }
    var start = steps.previous(end);
    return new DataInterval(start == null ? end : start, end);
  }

  private @Nullable Instant start(
      @Nullable DataInterval lastAutomated, Restriction restriction, Instant now) {
    var earliest = earliest(restriction, now);
    if (lastAutomated == null) {
      return earliest;
    }
    var start = steps.alignToPrevious(lastAutomated.end());
    if (start == null || (earliest != null && earliest.isAfter(start))) {
      start = earliest;
    }
    return start == null ? null : past(lastAutomated.start(), start);
  }

  /**
   * A changed schedule may lead back onto the last run, whose logical date is taken. Airflow fails
   * if one step is not enough, which some changes of clocks need; each step is later, so this ends.
   */
  private @Nullable Instant past(Instant lastStart, Instant start) {
    @Nullable Instant time = start;
    while (time != null && !time.isAfter(lastStart)) {
      time = steps.next(time);
    }
    return time;
  }

  private @Nullable Instant earliest(Restriction restriction, Instant now) {
    var earliest = restriction.earliest();
    if (!restriction.catchup()) {
      return steps.skipToLatest(earliest, now);
    }
    return earliest == null ? null : steps.alignToNext(earliest);
  }
}
