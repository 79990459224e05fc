package dev.updraft.parser.definition;

import dev.updraft.parser.yaml.Value;
import dev.updraft.parser.yaml.Value.Fields;
import dev.updraft.parser.yaml.Value.Items;
import dev.updraft.parser.yaml.Value.Leaf;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations: seconds, or a {@code datetime.timedelta} object. */
final class Durations {
  /** The longest a Python timedelta can be. */
  private static final BigDecimal SECONDS_MAX = BigDecimal.valueOf(86_400L * 999_999_999L);

  private static final Pattern RELATIVE =
      Pattern.compile("(\\d+)\\s+(hour|minute|second|day).*", Pattern.CASE_INSENSITIVE);
  private static final Map<String, BigDecimal> UNITS =
      Map.of(
          "weeks", BigDecimal.valueOf(604_800),
          "days", BigDecimal.valueOf(86_400),
          "hours", BigDecimal.valueOf(3_600),
          "minutes", BigDecimal.valueOf(60),
          "seconds", BigDecimal.ONE,
          "milliseconds", new BigDecimal("0.001"),
          "microseconds", new BigDecimal("0.000001"));
  private static final List<String> ORDER =
      List.of("days", "seconds", "microseconds", "milliseconds", "minutes", "hours", "weeks");

  private Durations() {}

  /**
   * The duration a value stands for.
   *
   * @throws IllegalArgumentException with what was expected, if it is none
   */
  static Duration read(Value value) {
    return switch (value) {
      case Leaf(_, Long seconds, _) -> seconds(BigDecimal.valueOf(seconds));
      case Leaf(_, Double seconds, _) when Double.isFinite(seconds) ->
          seconds(BigDecimal.valueOf(seconds));
      case Fields fields when isTimedelta(fields) -> timedelta(fields);
      case Leaf _, Items _, Fields _ ->
          throw new IllegalArgumentException(
              "expected seconds such as 300, or {__type__: datetime.timedelta, seconds: 300}; this is "
                  + value.kind());
    };
  }

  /** Whether a value is a {@code datetime.timedelta} object. */
  static boolean isTimedelta(Fields fields) {
    var type = fields.text("__type__");
    return type != null && (type.equals("datetime.timedelta") || type.equals("pendulum.duration"));
  }

  /** A time span in words, such as {@code 2 days}, of which the first unit counts. */
  static Optional<Duration> relative(String text) {
    var match = RELATIVE.matcher(text);
    if (!match.matches() || match.group(1).length() > 9) {
      return Optional.empty();
    }
    long amount = Long.parseLong(match.group(1));
    return Optional.of(
        switch (match.group(2).toLowerCase(Locale.ROOT)) {
          case "hour" -> Duration.ofHours(amount);
          case "minute" -> Duration.ofMinutes(amount);
          case "second" -> Duration.ofSeconds(amount);
          default -> Duration.ofDays(amount);
        });
  }

  private static Duration timedelta(Fields fields) {
    var total = BigDecimal.ZERO;
    for (var key : fields.entries().keySet()) {
      var value = fields.get(key);
      if (value == null || key.equals("__type__")) {
        continue;
      }
      if (key.equals("__args__")) {
        total = total.add(positional(value));
      } else {
        var unit = UNITS.get(key);
        if (unit == null) {
          throw new IllegalArgumentException(
              "datetime.timedelta has no " + key + NearestKey.hint(key, UNITS.keySet()));
        }
        total = total.add(number(key, value).multiply(unit));
      }
    }
    return seconds(total);
  }

  private static BigDecimal positional(Value value) {
    if (!(value instanceof Items items) || items.items().size() > ORDER.size()) {
      throw new IllegalArgumentException(
          "__args__ of datetime.timedelta must be a list of at most " + ORDER.size() + " numbers");
    }
    var total = BigDecimal.ZERO;
    for (int i = 0; i < items.items().size(); i++) {
      var unit = UNITS.getOrDefault(ORDER.get(i), BigDecimal.ONE);
      total = total.add(number(ORDER.get(i), items.items().get(i)).multiply(unit));
    }
    return total;
  }

  private static BigDecimal number(String key, Value value) {
    @Nullable Object plain = value.plain();
    return switch (plain) {
      case Long number -> BigDecimal.valueOf(number);
      case Double number when Double.isFinite(number) -> BigDecimal.valueOf(number);
      case null, default ->
          throw new IllegalArgumentException(
              key + " of datetime.timedelta must be a number, this is " + value.kind());
    };
  }

  private static Duration seconds(BigDecimal seconds) {
    if (seconds.abs().compareTo(SECONDS_MAX) > 0) {
      throw new IllegalArgumentException("longer than Python's timedelta allows");
    }
    var whole = seconds.setScale(6, RoundingMode.HALF_EVEN);
    return Duration.ofSeconds(
        whole.longValue(), whole.remainder(BigDecimal.ONE).movePointRight(9).longValue());
  }
}
