package dev.updraft.core.schedule;

import dev.updraft.core.schedule.Schedule.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A schedule in Airflow's words: its {@code timetable_summary} and {@code timetable_description}.
 */
public final class ScheduleText {
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx", Locale.ROOT).withZone(ZoneOffset.UTC);

  private ScheduleText() {}

  /** The schedule in short, such as {@code 0 0 * * *}. */
  public static String summary(Schedule schedule) {
    return switch (schedule) {
      case Schedule.None _ -> "None";
      case Schedule.Once _ -> "@once";
      case Schedule.Continuous _ -> "@continuous";
      case Schedule.Cron cron ->
          cron.expressions().stream()
              .map(CronDialect::writtenOut)
              .collect(Collectors.joining(", "));
      case Schedule.Delta delta -> period(delta.period());
      case Schedule.Events events ->
          events.description() == null ? events.times().size() + " events" : events.description();
      case Schedule.Assets _ -> "Asset";
      case Schedule.AssetsOrTime both -> "Asset or " + summary(both.timetable());
      case Schedule.Foreign foreign -> className(foreign.classPath());
    };
  }

  /** The schedule in words, such as {@code At 00:00}; empty where Airflow has none. */
  public static String description(Schedule schedule) {
    return switch (schedule) {
      case Schedule.None _ -> "Never, external triggers only";
      case Schedule.Once _ -> "Once, as soon as possible";
      case Schedule.Continuous _ -> "As frequently as possible, but only one run at a time.";
      case Schedule.Cron cron ->
          cron.expressions().stream().map(CronWords::describe).collect(Collectors.joining(", "));
      case Schedule.Delta _, Schedule.Foreign _ -> "";
      case Schedule.Events events -> events(events);
      case Schedule.Assets _ -> "Triggered by assets";
      case Schedule.AssetsOrTime both -> "Triggered by assets or " + description(both.timetable());
    };
  }

  private static String events(Schedule.Events events) {
    if (events.description() != null) {
      return events.description();
    }
    var times = events.times();
    return times.isEmpty()
        ? "No events"
        : "%d events between %s and %s"
            .formatted(times.size(), iso(times.getFirst()), iso(times.getLast()));
  }

  private static String iso(Instant time) {
    return ISO.format(time);
  }

  private static String className(String classPath) {
    return classPath.substring(classPath.lastIndexOf('.') + 1);
  }

  /** As Python prints a timedelta, or a relativedelta where there are months. */
  private static String period(Period period) {
    return period.months() == 0 ? timedelta(period.rest()) : relativedelta(period);
  }

  private static String timedelta(Duration rest) {
    var days = rest.toDays();
    var text =
        "%d:%02d:%02d".formatted(rest.toHoursPart(), rest.toMinutesPart(), rest.toSecondsPart());
    int micros = rest.toNanosPart() / 1_000;
    var exact = micros == 0 ? text : text + ".%06d".formatted(micros);
    return days == 0 ? exact : days + (days == 1 ? " day, " : " days, ") + exact;
  }

  private static String relativedelta(Period period) {
    var parts = new ArrayList<String>();
    part(parts, "years", period.months() / 12);
    part(parts, "months", period.months() % 12);
    part(parts, "days", period.rest().toDays());
    part(parts, "hours", period.rest().toHoursPart());
    part(parts, "minutes", period.rest().toMinutesPart());
    part(parts, "seconds", period.rest().toSecondsPart());
    return "relativedelta(" + String.join(", ", parts) + ")";
  }

  private static void part(List<String> parts, String unit, long amount) {
    if (amount != 0) {
      parts.add(unit + "=+" + amount);
    }
  }
}
