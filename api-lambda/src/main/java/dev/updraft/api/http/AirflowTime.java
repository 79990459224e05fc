package dev.updraft.api.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/** Times and durations as Airflow's API writes and reads them: UTC, to the microsecond. */
public final class AirflowTime {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

  /** As exact as Airflow's times are. */
  public static final Duration MICROSECOND = Duration.ofNanos(1_000);

  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d{1,9})?");
  private static final Pattern DATE = Pattern.compile("\\d{4}-(\\d{2})-(\\d{2})");

  /** Above it a number is milliseconds, as in pydantic. */
  private static final double SECONDS_MAX = 2e10;

  private AirflowTime() {}

  /**
   * As pydantic prints it: {@code 2026-01-01T00:00:00Z}, with six digits if there is a fraction.
   */
  public static String text(Instant time) {
    return local(time) + "Z";
  }

  /** As Python's isoformat prints it: {@code 2026-01-01T00:00:00+00:00}. */
  public static String isoformat(Instant time) {
    return local(time) + "+00:00";
  }

  /** The time to the microsecond, which is all that Airflow's clients can say again. */
  public static Instant micros(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * The time a text says, to the microsecond; without an offset it is UTC, without a time midnight.
   * A number is seconds since 1970, or milliseconds if large, as pydantic takes it.
   */
  public static Optional<Instant> parse(String text) {
    return NUMBER.matcher(text).matches() ? of(Double.parseDouble(text)) : ofText(text);
  }

  /** The time of a number of seconds since 1970, or of milliseconds if it is large. */
  static Optional<Instant> of(double number) {
    double seconds = Math.abs(number) > SECONDS_MAX ? number / 1_000 : number;
    return Math.abs(seconds) > SECONDS_MAX
        ? Optional.empty()
        : Optional.of(Instant.EPOCH.plus(Math.round(seconds * 1e6), ChronoUnit.MICROS));
  }

  /** Why a text is no time, as pydantic says it. */
  static String problem(String text) {
    if (text.length() < 10) {
      return "input is too short";
    }
    var date = DATE.matcher(text);
    if (!date.lookingAt()) {
      return "invalid character in date, expected for example 2026-01-01T00:00:00Z";
    }
    int month = Integer.parseInt(date.group(1));
    int day = Integer.parseInt(date.group(2));
    if (month < 1 || month > 12) {
      return "month value is outside expected range of 1-12";
    }
    var yearMonth = YearMonth.of(Integer.parseInt(text.substring(0, 4)), month);
    return yearMonth.isValidDay(day)
        ? "unexpected extra characters at the end of the input"
        : "day value is outside expected range";
  }

  private static Optional<Instant> ofText(String text) {
    // a plus sign that a client forgot to encode in a query arrives as a space
    var normal = text.strip().replace(' ', text.indexOf('T') > 0 ? '+' : 'T');
    try {
      if (normal.length() == 10) {
        return Optional.of(LocalDate.parse(normal).atStartOfDay().toInstant(ZoneOffset.UTC));
      }
      return Optional.of(
          micros(
              hasOffset(normal)
                  ? OffsetDateTime.parse(normal).toInstant()
                  : LocalDateTime.parse(normal).toInstant(ZoneOffset.UTC)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Whether a text that is a time says its offset. */
  public static boolean hasOffset(String text) {
    return NUMBER.matcher(text).matches()
        || text.endsWith("Z")
        || text.lastIndexOf('+') > 10
        || text.lastIndexOf('-') > 10;
  }

  /** Seconds between two times, with a fraction. */
  public static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e9;
  }

  /** A duration as pydantic prints it: days, then hours, minutes and seconds. */
  public static String duration(Duration duration) {
    var days = duration.toDays();
    var rest = duration.minusDays(days);
    var time = rest.isZero() && days > 0 ? "" : rest.toString().substring(1);
    return "P" + (days > 0 ? days + "D" : "") + time;
  }

  private static String local(Instant time) {
    var micros = micros(time);
    boolean whole = micros.equals(micros.truncatedTo(ChronoUnit.SECONDS));
    return (whole ? SECONDS : MICROS).format(micros);
  }
}
