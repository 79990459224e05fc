package dev.updraft.core.schedule;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/**
 * Which days a cron expression means, months and years aside. Days of the week count from 0,
 * Sunday.
 */
sealed interface DayRule {
  /** Whether the day is meant. */
  boolean matches(LocalDate day);

  /** All days. */
  record Every() implements DayRule {
    @Override
    public boolean matches(LocalDate day) {
      return true;
    }
  }

  /** Days by number, and the last of the month if asked. */
  record DaysOfMonth(Set<Integer> days, boolean last) implements DayRule {
    public DaysOfMonth {
      days = Set.copyOf(days);
    }

    @Override
    public boolean matches(LocalDate day) {
      return days.contains(day.getDayOfMonth())
          || (last && day.getDayOfMonth() == day.lengthOfMonth());
    }
  }

  /** The weekday (Monday to Friday) nearest to a day of the same month; 31 is the last day. */
  record NearestWeekday(int dayOfMonth) implements DayRule {
    @Override
    public boolean matches(LocalDate day) {
      return day.equals(nearest(day));
    }

    private LocalDate nearest(LocalDate month) {
      int length = month.lengthOfMonth();
      var wanted = month.withDayOfMonth(Math.min(dayOfMonth, length));
      return switch (wanted.getDayOfWeek()) {
        case SATURDAY -> wanted.getDayOfMonth() > 1 ? wanted.minusDays(1) : wanted.plusDays(2);
        case SUNDAY -> wanted.getDayOfMonth() < length ? wanted.plusDays(1) : wanted.minusDays(2);
        case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> wanted;
      };
    }
  }

  /** Days of the week. */
  record DaysOfWeek(Set<Integer> days) implements DayRule {
    public DaysOfWeek {
      days = Set.copyOf(days);
    }

    @Override
    public boolean matches(LocalDate day) {
      return days.contains(weekday(day));
    }
  }

  /** The first to fifth such day of the week in a month. */
  record NthWeekday(int dayOfWeek, int nth) implements DayRule {
    @Override
    public boolean matches(LocalDate day) {
      return weekday(day) == dayOfWeek && (day.getDayOfMonth() - 1) / 7 + 1 == nth;
    }
  }

  /** The last such day of the week in a month. */
  record LastWeekday(int dayOfWeek) implements DayRule {
    @Override
    public boolean matches(LocalDate day) {
      return weekday(day) == dayOfWeek && day.getDayOfMonth() + 7 > day.lengthOfMonth();
    }
  }

  /** Days that any of these means. */
  record AnyOf(List<DayRule> rules) implements DayRule {
    public AnyOf {
      rules = List.copyOf(rules);
    }

    @Override
    public boolean matches(LocalDate day) {
      return rules.stream().anyMatch(rule -> rule.matches(day));
    }
  }

  /** Days that both of these mean. */
  record Both(DayRule one, DayRule other) implements DayRule {
    @Override
    public boolean matches(LocalDate day) {
      return one.matches(day) && other.matches(day);
    }
  }

  private static int weekday(LocalDate day) {
    return day.getDayOfWeek() == DayOfWeek.SUNDAY ? 0 : day.getDayOfWeek().getValue();
  }
}
