package dev.updraft.runner.template;

import java.time.ZonedDateTime;
import java.time.temporal.IsoFields;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times by pendulum's format tokens. */
final class MomentFormat {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\[([^\\]]*)\\]|YYYY|YY|Y|MMMM|MMM|MM|Mo|M|DDDD|DDD|DD|Do|D|dddd|ddd|dd|do|d|E|Q|"
              + "HH|H|hh|h|mm|m|ss|s|S{1,6}|A|ZZ|Z|zz|z|X|x");

  private MomentFormat() {}

  static String format(Moment moment, String format) {
    return TOKEN
        .matcher(format)
        .replaceAll(match ->
            Matcher.quoteReplacement(
                match.group(1) != null ? match.group(1) : token(moment, match.group())));
  }

  private static String token(Moment moment, String token) {
    ZonedDateTime t = moment.time();
    return switch (token) {
      case "YYYY" -> pad(t.getYear(), 4);
      case "YY" -> pad(t.getYear() % 100, 2);
      case "Y" -> Integer.toString(t.getYear());
      case "MMMM" -> Strftime.format(t, "%B");
      case "MMM" -> Strftime.format(t, "%b");
      case "MM" -> pad(t.getMonthValue(), 2);
      case "Mo" -> ordinal(t.getMonthValue());
      case "M" -> Integer.toString(t.getMonthValue());
      case "DDDD" -> pad(t.getDayOfYear(), 3);
      case "DDD" -> Integer.toString(t.getDayOfYear());
      case "DD" -> pad(t.getDayOfMonth(), 2);
      case "Do" -> ordinal(t.getDayOfMonth());
      case "D" -> Integer.toString(t.getDayOfMonth());
      case "dddd" -> Strftime.format(t, "%A");
      case "ddd" -> Strftime.format(t, "%a");
      case "dd" -> Strftime.format(t, "%a").substring(0, 2);
      case "d", "do" -> Integer.toString(t.getDayOfWeek().getValue() % 7);
      case "E" -> Integer.toString(t.getDayOfWeek().getValue());
      case "Q" -> Integer.toString(t.get(IsoFields.QUARTER_OF_YEAR));
      case "HH" -> pad(t.getHour(), 2);
      case "H" -> Integer.toString(t.getHour());
      case "hh" -> pad((t.getHour() + 11) % 12 + 1, 2);
      case "h" -> Integer.toString((t.getHour() + 11) % 12 + 1);
      case "mm" -> pad(t.getMinute(), 2);
      case "m" -> Integer.toString(t.getMinute());
      case "ss" -> pad(t.getSecond(), 2);
      case "s" -> Integer.toString(t.getSecond());
      case "A" -> t.getHour() < 12 ? "AM" : "PM";
      case "Z" -> moment.offset(":");
      case "ZZ" -> moment.offset("");
      case "z" -> moment.zoneName();
      case "zz" -> Strftime.format(t, "%Z");
      case "X" -> Long.toString(t.toEpochSecond());
      case "x" -> Long.toString(t.toInstant().toEpochMilli());
      default -> pad(t.getNano() / 1000, 6).substring(0, token.length());
    };
  }

  private static String pad(int value, int width) {
    return String.format(java.util.Locale.ROOT, "%0" + width + "d", value);
  }

  private static String ordinal(int number) {
    boolean teen = number % 100 / 10 == 1;
    return number
        + (teen
            ? "th"
            : switch (number % 10) {
              case 1 -> "st";
              case 2 -> "nd";
              case 3 -> "rd";
              default -> "th";
            });
  }
}
