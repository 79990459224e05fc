package dev.updraft.core.schedule;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Runs at the times of a schedule, by the rules of Airflow's {@code _TriggerTimetable}. */
record TriggerTimes(Steps steps, Duration length, Schedule.RunImmediately runImmediately) {
  private static final Duration JUST_PASSED_MIN = Duration.ofMinutes(5);

  @Nullable PlannedRun next(
      @Nullable DataInterval lastAutomated, Restriction restriction, Instant now) {
    var time = nextTime(lastAutomated, restriction, now);
    if (time == null || restriction.isPast(time)) {
      return null;
    }
    return PlannedRun.interval(time.minus(length), time);
  }

  DataInterval manual(Instant runAfter) {
    return new DataInterval(runAfter.minus(length), runAfter);
  }

  private @Nullable Instant nextTime(
      @Nullable DataInterval lastAutomated, Restriction restriction, Instant now) {
    var earliest = restriction.earliest();
    if (restriction.catchup()) {
      return lastAutomated == null && earliest != null
          ? steps.alignToNext(earliest)
          : afterLast(lastAutomated, now);
    }
    var time = steps.alignToPrevious(now);
    if (lastAutomated != null || earliest == null) {
      var following = afterLast(lastAutomated, now);
      if (following == null) {
        return null;
      }
      time = later(time, following);
    }
    if (earliest != null) {
      var first = steps.alignToNext(earliest);
      return first == null ? null : later(time, first);
    }
    return time;
  }

  private @Nullable Instant afterLast(@Nullable DataInterval lastAutomated, Instant now) {
    return lastAutomated == null ? firstRun(now) : steps.next(lastAutomated.end());
  }

  private @Nullable Instant firstRun(Instant now) {
    var past = steps.alignToPrevious(now);
    var next = steps.alignToNext(now);
    if (past == null) {
      return next;
    }
    var limit =
        switch (runImmediately) {
          case Schedule.RunImmediately.Always _ -> null;
          case Schedule.RunImmediately.Within(Duration within) -> within;
          case Schedule.RunImmediately.IfJustPassed _ -> justPassed(past, next);
        };
    return limit == null || Duration.between(past, now).compareTo(limit) <= 0 ? past : next;
  }

  private static Duration justPassed(Instant past, @Nullable Instant next) {
    var tenth = next == null ? Duration.ZERO : Duration.between(past, next).dividedBy(10);
    return tenth.compareTo(JUST_PASSED_MIN) > 0 ? tenth : JUST_PASSED_MIN;
  }

  private static Instant later(@Nullable Instant one, Instant other) {
    return one != null && one.isAfter(other) ? one : other;
  }
}
