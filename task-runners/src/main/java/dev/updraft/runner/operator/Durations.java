package dev.updraft.runner.operator;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as DAG files write them. */
public final class Durations {
  private static final Pattern WORDS =
      Pattern.compile("\\s*(-?\\d+(?:\\.\\d+)?)\\s+(week|day|hour|minute|second)s?\\s*");
  private static final long NANOS = 1_000_000_000L;

  private Durations() {}

  /**
   * Seconds as a number, words such as {@code 1 days}, ISO 8601 such as {@code PT5M}, or a {@code
   * datetime.timedelta} as the dialect writes objects.
   *
   * @return null if it is none of these
   */
  public static @Nullable Duration of(Object value) {
    return switch (value) {
      case Duration duration -> duration;
      case Number seconds -> seconds(seconds.doubleValue());
      case String text -> ofText(text);
      case Map<?, ?> map when String.valueOf(map.get("__type__")).endsWith("timedelta") ->
          ofTimedelta(map);
      default -> null;
    };
  }

  private static @Nullable Duration ofText(String text) {
    var words = WORDS.matcher(text.toLowerCase(Locale.ROOT));
    if (words.matches()) {
      return seconds(Double.parseDouble(words.group(1)) * secondsIn(words.group(2) + "s"));
    }
    try {
      return text.startsWith("P") ? Duration.parse(text) : seconds(Double.parseDouble(text));
    } catch (RuntimeException e) {
      return null; // the caller says what was expected
    }
  }

  private static Duration ofTimedelta(Map<?, ?> map) {
    double total = 0;
    for (var entry : map.entrySet()) {
      if (entry.getValue() instanceof Number number) {
        total += number.doubleValue() * secondsIn(String.valueOf(entry.getKey()));
      }
    }
    if (map.get("__args__") instanceof java.util.List<?> args) {
      var units =
          new String[] {"days", "seconds", "microseconds", "milliseconds", "minutes", "hours"};
      for (int i = 0; i < Math.min(args.size(), units.length); i++) {
        if (args.get(i) instanceof Number number) {
          total += number.doubleValue() * secondsIn(units[i]);
        }
      }
    }
    return seconds(total);
  }

  private static double secondsIn(String unit) {
    return switch (unit) {
      case "weeks" -> 604_800;
      case "days" -> 86_400;
      case "hours" -> 3_600;
      case "minutes" -> 60;
      case "seconds" -> 1;
      case "milliseconds" -> 1e-3;
      case "microseconds" -> 1e-6;
      default -> 0;
    };
  }

  private static Duration seconds(double seconds) {
    return Duration.ofNanos((long) (seconds * NANOS));
  }
}
