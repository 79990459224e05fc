package dev.updraft.core.schedule;

import java.time.LocalTime;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The times of a day that a cron expression means: every joining of its hours, minutes, seconds.
 */
record TimesOfDay(
    NavigableSet<Integer> hours, NavigableSet<Integer> minutes, NavigableSet<Integer> seconds) {
  TimesOfDay {
    hours = Collections.unmodifiableNavigableSet(new TreeSet<>(hours));
    minutes = Collections.unmodifiableNavigableSet(new TreeSet<>(minutes));
    seconds = Collections.unmodifiableNavigableSet(new TreeSet<>(seconds));
  }

  LocalTime first() {
    return LocalTime.of(hours.first(), minutes.first(), seconds.first());
  }

  LocalTime last() {
    return LocalTime.of(hours.last(), minutes.last(), seconds.last());
  }

  /** The first time at or after this one on the same day, if there is one. */
  @Nullable LocalTime ceiling(LocalTime time) {
    if (hours.contains(time.getHour())) {
      Integer second =
          minutes.contains(time.getMinute()) ? seconds.ceiling(time.getSecond()) : null;
      if (second != null) {
        return LocalTime.of(time.getHour(), time.getMinute(), second);
      }
      Integer minute = minutes.higher(time.getMinute());
      if (minute != null) {
        return LocalTime.of(time.getHour(), minute, seconds.first());
      }
    }
    Integer hour = hours.higher(time.getHour());
    return hour == null ? null : LocalTime.of(hour, minutes.first(), seconds.first());
  }

  /** The last time at or before this one on the same day, if there is one. */
  @Nullable LocalTime floor(LocalTime time) {
    if (hours.contains(time.getHour())) {
      Integer second = minutes.contains(time.getMinute()) ? seconds.floor(time.getSecond()) : null;
      if (second != null) {
        return LocalTime.of(time.getHour(), time.getMinute(), second);
      }
      Integer minute = minutes.lower(time.getMinute());
      if (minute != null) {
        return LocalTime.of(time.getHour(), minute, seconds.last());
      }
    }
    Integer hour = hours.lower(time.getHour());
    return hour == null ? null : LocalTime.of(hour, minutes.last(), seconds.last());
  }
}
