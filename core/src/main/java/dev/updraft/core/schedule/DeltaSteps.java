package dev.updraft.core.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** A fixed distance, counted from any instant: months of the calendar in UTC, then exact time. */
record DeltaSteps(Schedule.Period period) implements Steps {
  @Override
  public Instant next(Instant current) {
    return current
        .atOffset(ZoneOffset.UTC)
        .plusMonths(period.months())
        .toInstant()
        .plus(period.rest());
  }

  @Override
  public Instant previous(Instant current) {
    return current
        .atOffset(ZoneOffset.UTC)
        .minusMonths(period.months())
        .toInstant()
        .minus(period.rest());
  }

  @Override
  public Instant alignToNext(Instant current) {
    return current;
  }

  @Override
  public Instant alignToPrevious(Instant current) {
    return current;
  }

  @Override
  public Instant skipToLatest(@Nullable Instant earliest, Instant now) {
    var newest = previous(floor(now, earliest == null ? now : earliest));
    return earliest != null && earliest.isAfter(newest) ? earliest : newest;
  }

  /** The last boundary not after {@code now}: counted from the anchor, or the epoch if exact. */
  private Instant floor(Instant now, Instant anchor) {
    if (period.months() > 0) {
      return floorFrom(anchor, now);
    }
    long micros = Math.floorMod(microsOfEpoch(now), micros(period.rest()));
    return now.truncatedTo(ChronoUnit.MICROS).minus(micros, ChronoUnit.MICROS);
  }

  /**
   * Goes month by month, as Airflow does, since the days it clamps stay clamped (31 January, 28
   * February, 28 March).
   */
  private Instant floorFrom(Instant anchor, Instant now) {
    var boundary = anchor;
    while (!next(boundary).isAfter(now)) {
      boundary = next(boundary);
    }
    return boundary;
  }

  private static long microsOfEpoch(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  private static long micros(Duration duration) {
    return Math.max(1, duration.dividedBy(Duration.of(1, ChronoUnit.MICROS)));
  }
}
