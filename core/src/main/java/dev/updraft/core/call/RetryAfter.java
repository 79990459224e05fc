package dev.updraft.core.call;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** HTTP's header {@code Retry-After}. */
public final class RetryAfter {
  private RetryAfter() {}

  /**
   * How long a server asks to wait.
   *
   * @param header seconds or a date, as HTTP writes them; null if there is no such header
   * @return null if it says nothing, or nothing that HTTP knows
   */
  public static @Nullable Duration of(@Nullable String header, Instant now) {
    if (header == null) {
      return null;
    }
    var text = header.strip();
    if (text.matches("\\d{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    try {
      var until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return until.isBefore(now) ? Duration.ZERO : Duration.between(now, until);
    } catch (DateTimeException _) {
      return null; // the usual wait holds
    }
  }
}
