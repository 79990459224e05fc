package dev.updraft.core.schedule;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The runs of schedules that have no period: once, without a pause, or at listed times. */
final class PlainTimes {
  private PlainTimes() {}

  static @Nullable PlannedRun once(
      @Nullable DataInterval lastAutomated, Restriction restriction, Instant now) {
    if (lastAutomated != null) {
      return null;
    }
    var at = restriction.earliest() == null ? now : restriction.earliest();
    return restriction.isPast(at) ? null : PlannedRun.exact(at);
  }

  static @Nullable PlannedRun continuous(
      @Nullable DataInterval lastAutomated, Restriction restriction, Instant now) {
    var first = restriction.earliest() == null ? now : restriction.earliest();
    var start = first;
    var end = first.isAfter(now) ? first : now;
    if (lastAutomated != null && lastAutomated.end().isAfter(now)) {
      end = start.plus(Duration.between(lastAutomated.start(), lastAutomated.end()));
    } else if (lastAutomated != null) {
      start = lastAutomated.end();
      end = now;
    }
    return restriction.isPast(end) ? null : PlannedRun.interval(start, end);
  }

  static @Nullable PlannedRun event(
      Schedule.Events events,
      @Nullable DataInterval lastAutomated,
      Restriction restriction,
      Instant now) {
    var earliest = restriction.earliest();
    var from =
        !restriction.catchup() && (earliest == null || now.isAfter(earliest)) ? now : earliest;
    return events.times().stream()
        .filter(time -> from == null || !time.isBefore(from))
        .filter(time -> lastAutomated == null || time.isAfter(lastAutomated.end()))
        .findFirst()
        .filter(time -> !restriction.isPast(time))
        .map(PlannedRun::exact)
        .orElse(null);
  }

  static DataInterval manual(Schedule.Events events, Instant runAfter) {
    if (!events.restrictToEvents() || events.times().isEmpty()) {
      return DataInterval.exact(runAfter);
    }
    var past = events.times().reversed().stream().filter(time -> !time.isAfter(runAfter));
    return DataInterval.exact(past.findFirst().orElse(events.times().getFirst()));
  }
}
