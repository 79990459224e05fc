package dev.updraft.parser.yaml;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Tag;

/** The values of scalars, by their tags. */
final class Scalars {
  private static final String PYTHON_NAME = "tag:yaml.org,2002:python/name:";
  private static final Pattern TIMESTAMP =
      Pattern.compile(
          "(\\d{4})-(\\d{1,2})-(\\d{1,2})(?:(?:[Tt]|[ \\t]+)(\\d{1,2}):(\\d{2}):(\\d{2})"
              + "(?:\\.(\\d*))?(?:[ \\t]*(?:(Z)|([-+])(\\d{1,2})(?::?(\\d{2}))?))?)?");

  private Scalars() {}

  /**
   * The value of a scalar.
   *
   * @throws IllegalArgumentException if the text is not one of its tag, or the tag is unknown
   */
  static @Nullable Object read(Tag tag, String text) {
    if (tag.equals(Tag.STR) || tag.equals(Tag.MERGE) || tag.equals(Tag.BINARY)) {
      return text;
    }
    if (tag.equals(Tag.NULL)) {
      return null;
    }
    if (tag.equals(Tag.BOOL)) {
      return bool(text.toLowerCase(Locale.ROOT));
    }
    if (tag.equals(Tag.INT)) {
      return integer(text.replace("_", ""));
    }
    if (tag.equals(Tag.FLOAT)) {
      return decimal(text.replace("_", "").toLowerCase(Locale.ROOT));
    }
    if (tag.equals(Tag.TIMESTAMP)) {
      return timestamp(text);
    }
    if (tag.getValue().startsWith(PYTHON_NAME)) {
      return tag.getValue().substring(PYTHON_NAME.length());
    }
    throw new IllegalArgumentException("the tag " + tag.getValue() + " is not supported");
  }

  private static boolean bool(String text) {
    return switch (text) {
      case "yes", "true", "on" -> true;
      case "no", "false", "off" -> false;
      default -> throw new IllegalArgumentException("'" + text + "' is not a boolean");
    };
  }

  private static Object integer(String text) {
    boolean negative = text.startsWith("-");
    var digits = negative || text.startsWith("+") ? text.substring(1) : text;
    var value = magnitude(digits);
    var signed = negative ? value.negate() : value;
    return signed.bitLength() < Long.SIZE ? (Object) signed.longValue() : signed.toString();
  }

  private static BigInteger magnitude(String digits) {
    if (digits.startsWith("0b")) {
      return new BigInteger(digits.substring(2), 2);
    }
    if (digits.startsWith("0x")) {
      return new BigInteger(digits.substring(2), 16);
    }
    if (digits.length() > 1 && digits.startsWith("0")) {
      return new BigInteger(digits, 8);
    }
    var value = BigInteger.ZERO;
    for (var part : digits.split(":", -1)) {
      value = value.multiply(BigInteger.valueOf(60)).add(new BigInteger(part));
    }
    return value;
  }

  private static Double decimal(String text) {
    boolean negative = text.startsWith("-");
    var digits = negative || text.startsWith("+") ? text.substring(1) : text;
    double value =
        switch (digits) {
          case ".inf" -> Double.POSITIVE_INFINITY;
          case ".nan" -> Double.NaN;
          default -> sexagesimal(digits);
        };
    return negative ? -value : value;
  }

  private static double sexagesimal(String digits) {
    double value = 0;
    for (var part : digits.split(":", -1)) {
      value = value * 60 + Double.parseDouble(part);
    }
    return value;
  }

  private static Object timestamp(String text) {
    var match = TIMESTAMP.matcher(text);
    if (!match.matches()) {
      throw new IllegalArgumentException("'" + text + "' is not a date");
    }
    try {
      var date =
          LocalDate.of(
              Integer.parseInt(match.group(1)),
              Integer.parseInt(match.group(2)),
              Integer.parseInt(match.group(3)));
      if (match.group(4) == null) {
        return date;
      }
      var time =
          date.atTime(
              Integer.parseInt(match.group(4)),
              Integer.parseInt(match.group(5)),
              Integer.parseInt(match.group(6)),
              nanos(match.group(7)));
      return zoned(time, match.group(8), match.group(9), match.group(10), match.group(11));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("'" + text + "' is not a date: " + e.getMessage(), e);
    }
  }

  private static int nanos(@Nullable String fraction) {
    return fraction == null || fraction.isEmpty()
        ? 0
        : Integer.parseInt((fraction + "000000000").substring(0, 9));
  }

  private static Object zoned(
      LocalDateTime time,
      @Nullable String utc,
      @Nullable String sign,
      @Nullable String hours,
      @Nullable String minutes) {
    if (utc != null) {
      return OffsetDateTime.of(time, ZoneOffset.UTC);
    }
    if (sign == null || hours == null) {
      return time;
    }
    int seconds =
        Integer.parseInt(hours) * 3600 + (minutes == null ? 0 : Integer.parseInt(minutes) * 60);
    return OffsetDateTime.of(
        time, ZoneOffset.ofTotalSeconds(sign.equals("-") ? -seconds : seconds));
  }
}
