package dev.updraft.core.schedule;

import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The dates that a cron expression means.
 *
 * @param days which days
 * @param months which months
 * @param years which years; none named is all
 */
record CronDates(DayRule days, NavigableSet<Integer> months, NavigableSet<Integer> years) {
  /** How far croniter looks before it says that there is no such date. */
  private static final int YEARS_MAX = 50;

  CronDates {
    months = Collections.unmodifiableNavigableSet(new TreeSet<>(months));
    years = Collections.unmodifiableNavigableSet(new TreeSet<>(years));
  }

  /** The first such date at or after this one, if there is one within 50 years or those named. */
  @Nullable LocalDate ceiling(LocalDate from) {
    Integer year =
        years.isEmpty() ? Integer.valueOf(from.getYear()) : years.ceiling(from.getYear());
    while (year != null && (!years.isEmpty() || year <= from.getYear() + YEARS_MAX)) {
      for (int month : months) {
        var found = firstOf(YearMonth.of(year, month), from);
        if (found != null) {
          return found;
        }
      }
      year = years.isEmpty() ? Integer.valueOf(year + 1) : years.higher(year);
    }
    return null;
  }

  /** The last such date at or before this one, if there is one within 50 years or those named. */
  @Nullable LocalDate floor(LocalDate from) {
    Integer year = years.isEmpty() ? Integer.valueOf(from.getYear()) : years.floor(from.getYear());
    while (year != null && (!years.isEmpty() || year >= from.getYear() - YEARS_MAX)) {
      for (int month : months.descendingSet()) {
        var found = lastOf(YearMonth.of(year, month), from);
        if (found != null) {
          return found;
        }
      }
      year = years.isEmpty() ? Integer.valueOf(year - 1) : years.lower(year);
    }
    return null;
  }

  /** Whether there is any such date at all. */
  boolean isPossible() {
    return ceiling(Year.of(years.isEmpty() ? 2000 : years.first()).atDay(1)) != null;
  }

  private @Nullable LocalDate firstOf(YearMonth month, LocalDate from) {
    for (int day = 1; day <= month.lengthOfMonth(); day++) {
      var date = month.atDay(day);
      if (!date.isBefore(from) && days.matches(date)) {
        return date;
      }
    }
    return null;
  }

  private @Nullable LocalDate lastOf(YearMonth month, LocalDate from) {
    for (int day = month.lengthOfMonth(); day >= 1; day--) {
      var date = month.atDay(day);
      if (!date.isAfter(from) && days.matches(date)) {
        return date;
      }
    }
    return null;
  }
}
