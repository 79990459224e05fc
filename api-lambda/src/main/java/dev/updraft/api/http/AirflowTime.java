package dev.updraft.api.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Times and durations as Airflow's API writes and reads them: UTC, to the microsecond. */
public final class AirflowTime {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

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

  /** The time a text says; without an offset it is UTC, without a time midnight. */
  public static Optional<Instant> parse(String text) {
    // a plus sign that a client forgot to encode in a query arrives as a space
    var normal = text.strip().replace(' ', text.indexOf('T') > 0 ? '+' : 'T');
    try {
      if (normal.length() == 10) {
        return Optional.of(LocalDate.parse(normal).atStartOfDay().toInstant(ZoneOffset.UTC));
      }
      return Optional.of(
          hasOffset(normal)
              ? OffsetDateTime.parse(normal).toInstant()
              : LocalDateTime.parse(normal).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Whether a text that is a time says its offset. */
  public static boolean hasOffset(String text) {
    return text.endsWith("Z") || text.lastIndexOf('+') > 10 || text.lastIndexOf('-') > 10;
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
