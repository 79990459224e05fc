package dev.updraft.runner.template;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** A distance in time as pendulum says it in English, by its largest unit. */
final class HumanDiff {
  private HumanDiff() {}

  static String of(Moment moment, @Nullable Moment other) {
    var since = other == null ? Moment.of(Instant.now()) : other;
    boolean past = moment.compareTo(since) <= 0;
    var from = (past ? moment : since).time().withZoneSameInstant(ZoneOffset.UTC);
    var to = (past ? since : moment).time().withZoneSameInstant(ZoneOffset.UTC);
    var size = size(from, to);
    if (other != null) {
      return size + (past ? " before" : " after");
    }
    return past ? size + " ago" : "in " + size;
  }

  @SuppressWarnings("JavaPeriodGetDays") // The days beside the months are what is meant.
  private static String size(java.time.ZonedDateTime from, java.time.ZonedDateTime to) {
    long seconds = ChronoUnit.SECONDS.between(from, to);
    long days = seconds / 86_400;
    if (days == 0) {
      return seconds >= 3600
          ? count(seconds / 3600, "hour")
          : seconds >= 60
              ? count(seconds / 60, "minute")
              : seconds > 10 ? count(seconds, "second") : "a few seconds";
    }
    var period = Period.between(from.toLocalDate(), from.plusDays(days).toLocalDate());
    int months = period.getMonths();
    if (period.getYears() > 0) {
      return count(period.getYears() + (months > 6 ? 1 : 0), "year");
    }
    if (months > 0) {
      return months == 11 && period.getDays() > 20
          ? count(1, "year")
          : count(months + (period.getDays() >= 27 ? 1 : 0), "month");
    }
    long weeks = period.getDays() / 7;
    long rest = period.getDays() % 7;
    return weeks > 0 ? count(weeks + (rest > 3 ? 1 : 0), "week") : count(rest, "day");
  }

  private static String count(long number, String unit) {
    return number + " " + unit + (number == 1 ? "" : "s");
  }
}
