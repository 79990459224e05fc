package dev.updraft.runner.api;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/** Times as Airflow writes them. */
public final class Times {
  private static final int LENGTH_MAX = 100;

  private Times() {}

  /**
   * A time in ISO 8601; one without an offset is in UTC.
   *
   * @throws DateTimeParseException if it is none
   */
  public static Instant parse(String text) {
    return parse(text, ZoneOffset.UTC);
  }

  /**
   * A time in ISO 8601; one without an offset is in {@code zone}.
   *
   * @throws DateTimeParseException if it is none
   */
  public static Instant parse(String text, ZoneId zone) {
    if (text.length() > LENGTH_MAX) {
      throw new DateTimeParseException("longer than any time", text.substring(0, LENGTH_MAX), 0);
    }
    var iso = text.trim().replaceFirst("^(\\d{4}-\\d{2}-\\d{2}) ", "$1T");
    if (!iso.contains("T")) {
      return LocalDate.parse(iso).atStartOfDay(zone).toInstant();
    }
    if (iso.endsWith("Z") || iso.matches(".*T.*[+-]\\d{2}:?\\d{2}$")) {
      return OffsetDateTime.parse(iso.replaceFirst("([+-]\\d{2})(\\d{2})$", "$1:$2")).toInstant();
    }
    return LocalDateTime.parse(iso).atZone(zone).toInstant();
  }
}
