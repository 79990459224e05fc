package dev.updraft.core.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A cron expression in a time zone, by the rules of Airflow's {@code CronMixin}: found in local
 * time and then converted, so that a time that a change of clocks leaves out comes as much later as
 * the clocks move, and one that comes twice counts as its second. An expression for every hour is
 * moved by the distance instead, so that the hour that comes twice runs twice.
 */
record CronSteps(CronExpression cron, ZoneId zone) implements Steps {
  @Override
  public @Nullable Instant next(Instant current) {
    var local = LocalDateTime.ofInstant(current, zone);
    return found(current, local, cron.next(local));
  }

  @Override
  public @Nullable Instant previous(Instant current) {
    var local = LocalDateTime.ofInstant(current, zone);
    return found(current, local, cron.previous(local));
  }

  @Override
  public @Nullable Instant alignToNext(Instant current) {
    var next = next(current);
    if (next == null) {
      return current.equals(alignToPrevious(current)) ? current : null;
    }
    return current.equals(previous(next)) ? current : next;
  }

  @Override
  public @Nullable Instant alignToPrevious(Instant current) {
    var previous = previous(current);
    if (previous == null) {
      var next = next(current);
      return next != null && current.equals(previous(next)) ? current : null;
    }
    return current.equals(next(previous)) ? current : previous;
  }

  @Override
  public @Nullable Instant skipToLatest(@Nullable Instant earliest, Instant now) {
    var newest = latestWhole(now);
    if (earliest == null) {
      return newest;
    }
    var first = alignToNext(earliest);
    return first == null || newest == null || first.isAfter(newest) ? first : newest;
  }

  private @Nullable Instant latestWhole(Instant now) {
    var lastStart = previous(now);
    if (lastStart == null) {
      return null;
    }
    var nextStart = next(lastStart);
    // Where a distance spans a change of clocks, the time before can miss the nearest by a step:
    // Airflow fails there until the time has passed. Each step is later, so this ends at now.
    while (nextStart != null && nextStart.isBefore(now)) {
      lastStart = nextStart;
      nextStart = next(lastStart);
    }
    return now.equals(nextStart) ? lastStart : previous(lastStart);
  }

  private @Nullable Instant found(
      Instant current, LocalDateTime local, @Nullable LocalDateTime scheduled) {
    if (scheduled == null) {
      return null;
    }
    if (cron.coversEveryHour()) {
      return current.plus(Duration.between(local, scheduled));
    }
    return ZonedDateTime.of(scheduled, zone).withLaterOffsetAtOverlap().toInstant();
  }
}
