package dev.updraft.core.schedule;

import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A cron expression in local time, without a zone. Five fields (minute, hour, day of month, month,
 * day of week), a sixth for seconds and a seventh for years are read as croniter reads them, which
 * Airflow uses; {@code cron(...)}, and six fields with a {@code ?} or with years at the end, as
 * Amazon EventBridge reads them. Presets are Airflow's and croniter's.
 */
public final class CronExpression {
  private final String text;
  private final boolean toTheSecond;
  private final TimesOfDay times;
  private final CronDates dates;
  private final boolean everyHour;

  CronExpression(
      String text, boolean toTheSecond, TimesOfDay times, CronDates dates, boolean everyHour) {
    this.text = text;
    this.toTheSecond = toTheSecond;
    this.times = times;
    this.dates = dates;
    this.everyHour = everyHour;
  }

  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException if it is not one or means a date that never comes; the message
   *     names the field and what was expected
   */
  public static CronExpression parse(String text) {
    CronExpression cron;
    try {
      cron = CronReader.read(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("cron '" + shown(text) + "': " + e.getMessage(), e);
    }
    if (!cron.dates.isPossible()) {
      throw new IllegalArgumentException(
          "cron '" + text + "': no such date ever comes, expected a day that its month has");
    }
    return cron;
  }

  /** The first time after this one; null if the years it names are over. */
  public @Nullable LocalDateTime next(LocalDateTime after) {
    var unit = toTheSecond ? ChronoUnit.SECONDS : ChronoUnit.MINUTES;
    var from = after.truncatedTo(unit).plus(1, unit);
    var date = dates.ceiling(from.toLocalDate());
    if (date == null) {
      return null;
    }
    if (date.equals(from.toLocalDate())) {
      var time = times.ceiling(from.toLocalTime());
      if (time != null) {
        return date.atTime(time);
      }
      date = dates.ceiling(date.plusDays(1));
    }
    return date == null ? null : date.atTime(times.first());
  }

  /** The last time before this one; null if the years it names are yet to come. */
  public @Nullable LocalDateTime previous(LocalDateTime before) {
    var from = before.minusNanos(1);
    var date = dates.floor(from.toLocalDate());
    if (date == null) {
      return null;
    }
    if (date.equals(from.toLocalDate())) {
      var time = times.floor(from.toLocalTime());
      if (time != null) {
        return date.atTime(time);
      }
      date = dates.floor(date.minusDays(1));
    }
    return date == null ? null : date.atTime(times.last());
  }

  /** Whether it means at least one time in each hour of its days, by Airflow's test. */
  public boolean coversEveryHour() {
    return everyHour;
  }

  /** The expression as it was written. */
  @Override
  public String toString() {
    return text;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CronExpression cron && text.equals(cron.text);
  }

  @Override
  public int hashCode() {
    return Objects.hash(text);
  }

  private static String shown(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100) + "…";
  }
}
