package dev.updraft.runner.template;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Locale;

/** Times by the directives of C's {@code strftime} and {@code strptime}. */
final class Strftime {
  private Strftime() {}

  /** Writes a time. */
  static String format(ZonedDateTime time, String format) {
    var out = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%' || i + 1 == format.length()) {
        out.append(c);
        continue;
      }
      char directive = format.charAt(++i);
      boolean unpadded = directive == '-' && i + 1 < format.length();
      if (unpadded) {
        directive = format.charAt(++i);
      }
      var text = directive(time, directive);
      out.append(unpadded ? text.replaceFirst("^0+(?=.)", "") : text);
    }
    return out.toString();
  }

  private static String directive(ZonedDateTime t, char directive) {
    return switch (directive) {
      case 'Y' -> pad(t.getYear(), 4);
      case 'y' -> pad(t.getYear() % 100, 2);
      case 'C' -> pad(t.getYear() / 100, 2);
      case 'm' -> pad(t.getMonthValue(), 2);
      case 'd' -> pad(t.getDayOfMonth(), 2);
      case 'e' -> "%2d".formatted(t.getDayOfMonth());
      case 'H' -> pad(t.getHour(), 2);
      case 'k' -> "%2d".formatted(t.getHour());
      case 'l' -> "%2d".formatted((t.getHour() + 11) % 12 + 1);
      case 'P' -> t.getHour() < 12 ? "am" : "pm";
      case 'I' -> pad((t.getHour() + 11) % 12 + 1, 2);
      case 'M' -> pad(t.getMinute(), 2);
      case 'S' -> pad(t.getSecond(), 2);
      case 'f' -> pad(t.getNano() / 1000, 6);
      case 'p' -> t.getHour() < 12 ? "AM" : "PM";
      case 'j' -> pad(t.getDayOfYear(), 3);
      case 'a' -> t.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case 'A' -> t.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case 'b', 'h' -> t.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case 'B' -> t.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case 'w' -> Integer.toString(t.getDayOfWeek().getValue() % 7);
      case 'u' -> Integer.toString(t.getDayOfWeek().getValue());
      case 'V' -> pad(t.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), 2);
      case 'G' -> pad(t.get(IsoFields.WEEK_BASED_YEAR), 4);
      case 'U' -> pad((t.getDayOfYear() + 6 - t.getDayOfWeek().getValue() % 7) / 7, 2);
      case 'W' -> pad((t.getDayOfYear() + 6 - (t.getDayOfWeek().getValue() - 1)) / 7, 2);
      case 'z' ->
          t.getOffset().equals(ZoneOffset.UTC) ? "+0000" : t.getOffset().getId().replace(":", "");
      case 'Z' ->
          t.getZone().getDisplayName(TextStyle.SHORT, Locale.ENGLISH).equals("Z")
              ? "UTC"
              : DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH).format(t);
      case 's' -> Long.toString(t.toEpochSecond());
      case 'D' -> format(t, "%m/%d/%y");
      case 'F' -> format(t, "%Y-%m-%d");
      case 'T', 'X' -> format(t, "%H:%M:%S");
      case 'R' -> format(t, "%H:%M");
      case 'x' -> format(t, "%m/%d/%y");
      case 'c' -> format(t, "%a %b %e %H:%M:%S %Y");
      case 'n' -> "\n";
      case 't' -> "\t";
      case '%' -> "%";
      default -> "%" + directive;
    };
  }

  private static String pad(int value, int width) {
    return String.format(Locale.ROOT, "%0" + width + "d", value);
  }

  /**
   * Reads a time, in UTC unless the text says otherwise.
   *
   * @throws TemplateException if it does not match
   */
  static ZonedDateTime parse(String text, String format) {
    var builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c == '%' && i + 1 < format.length()) {
        directive(builder, format.charAt(++i), format);
      } else {
        builder.appendLiteral(c);
      }
    }
    builder
        .parseDefaulting(ChronoField.YEAR, 1900)
        .parseDefaulting(ChronoField.MONTH_OF_YEAR, 1)
        .parseDefaulting(ChronoField.DAY_OF_MONTH, 1)
        .parseDefaulting(
            format.contains("%I") ? ChronoField.AMPM_OF_DAY : ChronoField.HOUR_OF_DAY, 0)
        .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
        .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0);
    try {
      var parsed = builder.toFormatter(Locale.ENGLISH).parse(text);
      var zone =
          parsed.isSupported(ChronoField.OFFSET_SECONDS)
              ? ZoneOffset.ofTotalSeconds(parsed.get(ChronoField.OFFSET_SECONDS))
              : ZoneOffset.UTC;
      return ZonedDateTime.of(LocalDate.from(parsed), LocalTime.from(parsed), zone);
    } catch (DateTimeException e) {
      throw new TemplateException(
          "time data '%s' does not match format '%s'".formatted(text, format), e);
    }
  }

  private static void directive(DateTimeFormatterBuilder builder, char directive, String format) {
    switch (directive) {
      case 'Y' -> builder.appendValue(ChronoField.YEAR, 4);
      case 'y' -> builder.appendValueReduced(ChronoField.YEAR, 2, 2, 1969);
      case 'm' -> builder.appendValue(ChronoField.MONTH_OF_YEAR, 1, 2, SignStyle.NOT_NEGATIVE);
      case 'd' -> builder.appendValue(ChronoField.DAY_OF_MONTH, 1, 2, SignStyle.NOT_NEGATIVE);
      case 'H' -> builder.appendValue(ChronoField.HOUR_OF_DAY, 2);
      case 'I' -> builder.appendValue(ChronoField.CLOCK_HOUR_OF_AMPM, 1, 2, SignStyle.NOT_NEGATIVE);
      case 'M' -> builder.appendValue(ChronoField.MINUTE_OF_HOUR, 2);
      case 'S' -> builder.appendValue(ChronoField.SECOND_OF_MINUTE, 2);
      case 'f' -> builder.appendFraction(ChronoField.NANO_OF_SECOND, 1, 6, false);
      case 'p' -> builder.appendText(ChronoField.AMPM_OF_DAY, TextStyle.SHORT);
      case 'j' -> builder.appendValue(ChronoField.DAY_OF_YEAR, 3);
      case 'b', 'h' -> builder.appendText(ChronoField.MONTH_OF_YEAR, TextStyle.SHORT);
      case 'B' -> builder.appendText(ChronoField.MONTH_OF_YEAR, TextStyle.FULL);
      case 'a' -> builder.appendText(ChronoField.DAY_OF_WEEK, TextStyle.SHORT);
      case 'A' -> builder.appendText(ChronoField.DAY_OF_WEEK, TextStyle.FULL);
      case 'z' -> builder.appendPattern("[XXX][XX]");
      case 'F' -> builder.append(DateTimeFormatter.ISO_LOCAL_DATE);
      case 'T' -> builder.append(DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH));
      case '%' -> builder.appendLiteral('%');
      default ->
          throw new TemplateException(
              "'%%%c' is not known in format '%s'".formatted(directive, format));
    }
  }
}
