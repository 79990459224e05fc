package dev.updraft.runner.template;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import org.jspecify.annotations.Nullable;

/** The methods of dates and times that templates use. */
final class MomentMethods {
  private MomentMethods() {}

  static @Nullable Method find(Moment moment, String name) {
    var format = fixedFormat(name);
    if (format != null) {
      return new Method(name, _ -> Strftime.format(moment.time(), format));
    }
    return switch (name) {
      case "strftime" ->
          new Method(name, call -> Strftime.format(moment.time(), call.text(0, "format")));
      case "format" -> new Method(name, call -> MomentFormat.format(moment, call.text(0, "fmt")));
      case "to_rfc3339_string", "to_atom_string", "to_w3c_string" ->
          new Method(name, _ -> moment.iso("T"));
      case "to_iso8601_string" -> new Method(name, _ -> moment.iso("T").replace("+00:00", "Z"));
      case "isoformat" -> new Method(name, call -> isoformat(moment, call));
      case "utcoffset" ->
          new Method(
              name,
              _ -> new Delta(Duration.ofSeconds(moment.time().getOffset().getTotalSeconds())));
      case "tzname" -> new Method(name, _ -> moment.zoneName());
      case "is_utc" -> new Method(name, _ -> moment.time().getOffset().getTotalSeconds() == 0);
      case "is_leap_year" -> new Method(name, _ -> moment.time().toLocalDate().isLeapYear());
      case "diff" -> new Method(name, call -> diff(moment, call));
      case "set" -> new Method(name, call -> moment.with(replace(moment.time(), call)));
      case "at" -> new Method(name, call -> moment.with(at(moment.time(), call)));
      case "on" -> new Method(name, call -> moment.with(on(moment.time(), call)));
      case "first_of" ->
          new Method(name, call -> moment.with(startOf(moment.time(), call.text(0, "unit"))));
      case "last_of" ->
          new Method(
              name,
              call ->
                  moment.with(
                      endOf(moment.time(), call.text(0, "unit")).truncatedTo(ChronoUnit.DAYS)));
      case "add" -> new Method(name, call -> moment.with(shift(moment.time(), call, 1)));
      case "subtract" -> new Method(name, call -> moment.with(shift(moment.time(), call, -1)));
      case "replace" -> new Method(name, call -> moment.with(replace(moment.time(), call)));
      case "start_of" ->
          new Method(name, call -> moment.with(startOf(moment.time(), call.text(0, "unit"))));
      case "end_of" ->
          new Method(name, call -> moment.with(endOf(moment.time(), call.text(0, "unit"))));
      case "date" -> new Method(name, _ -> moment.date());
      case "time" -> new Method(name, _ -> new Clock(moment.time().toLocalTime()));
      case "in_timezone", "in_tz", "astimezone" ->
          new Method(name, call -> moment.with(inZone(moment.time(), call.text(0, "tz", "UTC"))));
      case "naive" -> new Method(name, _ -> new Moment(moment.time(), Moment.Kind.NAIVE));
      case "timestamp" -> new Method(name, _ -> timestamp(moment));
      case "weekday" -> new Method(name, _ -> moment.time().getDayOfWeek().getValue() - 1L);
      case "isoweekday" -> new Method(name, _ -> (long) moment.time().getDayOfWeek().getValue());
      case "diff_for_humans" ->
          new Method(name, call -> HumanDiff.of(moment, (Moment) call.get(0, "other")));
      case "next" -> new Method(name, call -> moment.with(next(moment.time(), call, true)));
      case "previous" -> new Method(name, call -> moment.with(next(moment.time(), call, false)));
      default -> null;
    };
  }

  private static @Nullable String fixedFormat(String name) {
    return switch (name) {
      case "to_date_string" -> "%Y-%m-%d";
      case "to_time_string" -> "%H:%M:%S";
      case "to_datetime_string" -> "%Y-%m-%d %H:%M:%S";
      case "to_day_datetime_string" -> "%a, %b %-d, %Y %-I:%M %p";
      case "to_formatted_date_string" -> "%b %d, %Y";
      case "to_rfc2822_string" -> "%a, %d %b %Y %H:%M:%S %z";
      default -> null;
    };
  }

  private static String isoformat(Moment moment, Call call) {
    var text = moment.iso(call.text(0, "sep", "T"));
    var spec = call.text(1, "timespec", "auto");
    if (spec.equals("auto") || moment.isDate()) {
      return text;
    }
    var offset = moment.kind() == Moment.Kind.NAIVE ? "" : moment.offset(":");
    var date = text.substring(0, 11);
    return date
        + switch (spec) {
          case "hours" -> Strftime.format(moment.time(), "%H");
          case "minutes" -> Strftime.format(moment.time(), "%H:%M");
          case "seconds" -> Strftime.format(moment.time(), "%H:%M:%S");
          case "milliseconds" -> Strftime.format(moment.time(), "%H:%M:%S.%f").substring(0, 12);
          case "microseconds" -> Strftime.format(moment.time(), "%H:%M:%S.%f");
          default -> throw new TemplateException("'%s' is no timespec".formatted(spec));
        }
        + offset;
  }

  private static Delta diff(Moment moment, Call call) {
    var other = call.has(0, "dt") ? call.get(0, "dt") : Moment.of(java.time.Instant.now());
    if (!(other instanceof Moment to)) {
      throw new TemplateException("diff() needs a time");
    }
    boolean swap = !Boolean.FALSE.equals(call.get(1, "abs")) && moment.compareTo(to) > 0;
    return swap ? Delta.between(to, moment) : Delta.between(moment, to);
  }

  private static ZonedDateTime at(ZonedDateTime time, Call call) {
    return time.with(
        java.time.LocalTime.of(
            (int) call.number(0, "hour", 0),
            (int) call.number(1, "minute", 0),
            (int) call.number(2, "second", 0),
            (int) call.number(3, "microsecond", 0) * 1000));
  }

  private static ZonedDateTime on(ZonedDateTime time, Call call) {
    return time.with(
        java.time.LocalDate.of(
            (int) call.number(0, "year", time.getYear()),
            (int) call.number(1, "month", time.getMonthValue()),
            (int) call.number(2, "day", time.getDayOfMonth())));
  }

  static int weekOfMonth(ZonedDateTime time) {
    int first = time.withDayOfMonth(1).getDayOfWeek().getValue() - 1;
    return (time.getDayOfMonth() + first + 6) / 7;
  }

  static double timestamp(Moment moment) {
    return moment.time().toEpochSecond() + moment.time().getNano() / 1e9;
  }

  private static ZonedDateTime shift(ZonedDateTime time, Call call, int sign) {
    if (!call.positional().isEmpty() && call.positional().getFirst() instanceof Delta delta) {
      return time.plus(delta.duration().multipliedBy(sign));
    }
    return time.plusYears(sign * call.number(0, "years", 0))
        .plusMonths(sign * call.number(1, "months", 0))
        .plusWeeks(sign * call.number(2, "weeks", 0))
        .plusDays(sign * call.number(3, "days", 0))
        .plus(exact(call).multipliedBy(sign));
  }

  private static Duration exact(Call call) {
    double seconds =
        call.decimal(4, "hours", 0) * 3600
            + call.decimal(5, "minutes", 0) * 60
            + call.decimal(6, "seconds", 0);
    return Duration.ofNanos(Math.round(seconds * 1e9))
        .plusNanos(call.number(7, "microseconds", 0) * 1000);
  }

  private static ZonedDateTime replace(ZonedDateTime time, Call call) {
    try {
      return ZonedDateTime.of(
          (int) call.number(0, "year", time.getYear()),
          (int) call.number(1, "month", time.getMonthValue()),
          (int) call.number(2, "day", time.getDayOfMonth()),
          (int) call.number(3, "hour", time.getHour()),
          (int) call.number(4, "minute", time.getMinute()),
          (int) call.number(5, "second", time.getSecond()),
          (int) call.number(6, "microsecond", time.getNano() / 1000) * 1000,
          call.has(7, "tzinfo") ? zone(call.text(7, "tzinfo")) : time.getZone());
    } catch (DateTimeException e) {
      throw new TemplateException("replace(): " + e.getMessage(), e);
    }
  }

  private static ZonedDateTime inZone(ZonedDateTime time, String zone) {
    return time.withZoneSameInstant(zone(zone));
  }

  static ZoneId zone(String name) {
    try {
      return name.equals("UTC") ? java.time.ZoneOffset.UTC : ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new TemplateException("'%s' is not a time zone".formatted(name), e);
    }
  }

  private static ZonedDateTime startOf(ZonedDateTime time, String unit) {
    var day = time.truncatedTo(ChronoUnit.DAYS);
    return switch (unit) {
      case "second" -> time.truncatedTo(ChronoUnit.SECONDS);
      case "minute" -> time.truncatedTo(ChronoUnit.MINUTES);
      case "hour" -> time.truncatedTo(ChronoUnit.HOURS);
      case "day" -> day;
      case "week" -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case "month" -> day.withDayOfMonth(1);
      case "quarter" -> day.with(day.getMonth().firstMonthOfQuarter()).withDayOfMonth(1);
      case "decade" -> day.withDayOfYear(1).minusYears(day.getYear() % 10);
      case "year" -> day.withDayOfYear(1);
      default -> throw new TemplateException("'%s' is not a unit of time".formatted(unit));
    };
  }

  private static ZonedDateTime endOf(ZonedDateTime time, String unit) {
    var start = startOf(time, unit);
    var next =
        switch (unit) {
          case "second" -> start.plusSeconds(1);
          case "minute" -> start.plusMinutes(1);
          case "hour" -> start.plusHours(1);
          case "week" -> start.plusWeeks(1);
          case "month" -> start.plusMonths(1);
          case "quarter" -> start.plusMonths(3);
          case "decade" -> start.plusYears(10);
          case "year" -> start.plusYears(1);
          default -> start.plusDays(1);
        };
    return next.minus(1, ChronoUnit.MICROS);
  }

  /** Pendulum counts days of the week from Monday, 0. */
  private static ZonedDateTime next(ZonedDateTime time, Call call, boolean forward) {
    var day =
        call.has(0, "day_of_week")
            ? DayOfWeek.of((int) call.number(0, "day_of_week", 0) + 1)
            : time.getDayOfWeek();
    return time.truncatedTo(ChronoUnit.DAYS)
        .with(forward ? TemporalAdjusters.next(day) : TemporalAdjusters.previous(day));
  }
}
