package dev.updraft.runner.template;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import org.jspecify.annotations.Nullable;

/**
 * A pendulum {@code DateTime}, a naive {@code datetime} or a {@code date}.
 *
 * @param time when, cut to microseconds
 * @param kind which of these
 */
record Moment(ZonedDateTime time, Kind kind) implements PythonObject, Comparable<Moment> {
  enum Kind {
    AWARE,
    NAIVE,
    DATE,
    PLAIN_DATE
  }

  Moment {
    time = time.truncatedTo(ChronoUnit.MICROS);
  }

  static Moment of(Instant instant) {
    return new Moment(instant.atZone(ZoneOffset.UTC), Kind.AWARE);
  }

  Moment date() {
    return new Moment(
        time.toLocalDate().atStartOfDay(ZoneOffset.UTC),
        kind == Kind.AWARE || kind == Kind.DATE ? Kind.DATE : Kind.PLAIN_DATE);
  }

  boolean isDate() {
    return kind == Kind.DATE || kind == Kind.PLAIN_DATE;
  }

  Moment with(ZonedDateTime other) {
    return new Moment(other, kind);
  }

  Moment plus(Duration duration) {
    return with(
        isDate()
            ? time.plusDays(Math.floorDiv(duration.toSeconds(), 86_400))
            : time.plus(duration));
  }

  String iso(String separator) {
    var date = time.toLocalDate().toString();
    if (isDate()) {
      return date;
    }
    var clock = "%02d:%02d:%02d".formatted(time.getHour(), time.getMinute(), time.getSecond());
    var fraction = time.getNano() == 0 ? "" : ".%06d".formatted(time.getNano() / 1000);
    return date + separator + clock + fraction + (kind == Kind.NAIVE ? "" : offset(":"));
  }

  String offset(String colon) {
    int seconds = time.getOffset().getTotalSeconds();
    int size = Math.abs(seconds);
    return "%s%02d%s%02d".formatted(seconds < 0 ? "-" : "+", size / 3600, colon, size / 60 % 60);
  }

  String zoneName() {
    ZoneId zone = time.getZone();
    return zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
  }

  @Override
  public @Nullable Object attribute(String name) {
    return switch (name) {
      case "year" -> (long) time.getYear();
      case "month" -> (long) time.getMonthValue();
      case "day" -> (long) time.getDayOfMonth();
      case "hour" -> (long) time.getHour();
      case "minute" -> (long) time.getMinute();
      case "second" -> (long) time.getSecond();
      case "microsecond" -> time.getNano() / 1000L;
      case "day_of_week" -> time.getDayOfWeek().getValue() - 1L;
      case "day_of_year" -> (long) time.getDayOfYear();
      case "week_of_year" -> (long) time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
      case "quarter" -> (long) time.get(IsoFields.QUARTER_OF_YEAR);
      case "days_in_month" -> (long) time.toLocalDate().lengthOfMonth();
      case "int_timestamp" -> time.toEpochSecond();
      case "float_timestamp" -> MomentMethods.timestamp(this);
      case "week_of_month" -> (long) MomentMethods.weekOfMonth(time);
      case "offset_hours" -> time.getOffset().getTotalSeconds() / 3600.0;
      case "offset" -> (long) time.getOffset().getTotalSeconds();
      case "timezone_name" -> zoneName();
      case "tzinfo", "timezone", "tz" -> zoneName();
      default -> {
        var method = MomentMethods.find(this, name);
        yield method == null ? missing(name) : method;
      }
    };
  }

  @Override
  public int compareTo(Moment other) {
    return time.toInstant().compareTo(other.time.toInstant());
  }

  @Override
  public String toString() {
    return iso(" ");
  }

  @Override
  public String repr() {
    var date = "%d, %d, %d".formatted(time.getYear(), time.getMonthValue(), time.getDayOfMonth());
    if (isDate()) {
      return (kind == Kind.DATE ? "Date(" : "datetime.date(") + date + ")";
    }
    var clock = new StringBuilder(", %d, %d".formatted(time.getHour(), time.getMinute()));
    if (kind == Kind.AWARE || time.getSecond() != 0 || time.getNano() != 0) {
      clock.append(", ").append(time.getSecond());
    }
    if (time.getNano() != 0) {
      clock.append(", ").append(time.getNano() / 1000);
    }
    return kind == Kind.NAIVE
        ? "datetime.datetime(" + date + clock + ")"
        : "DateTime(" + date + clock + ", tzinfo=Timezone('" + zoneName() + "'))";
  }
}
