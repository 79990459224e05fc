package dev.updraft.parser.definition;

import dev.updraft.core.schedule.CronDialect;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a cron expression is one. */
final class CronCheck {
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final List<String> WEEKDAYS =
      List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");
  private static final Pattern NTH = Pattern.compile("([a-z]{3}|\\d)#[1-5]|l\\d|([a-z]{3}|\\d)l");
  private static final Pattern DAY_OF_AWS = Pattern.compile("lw|\\d{1,2}w|l-\\d{1,2}");

  private CronCheck() {}

  /**
   * Does nothing if the expression is one.
   *
   * @throws IllegalArgumentException with the field that is wrong and what it may hold
   */
  static void check(String expression) {
    var dialect = CronDialect.of(expression);
    var fields = CronDialect.fields(expression);
    boolean aws = dialect == CronDialect.AWS;
    field("minute", fields.get(0), 0, 59, List.of());
    field("hour", fields.get(1), 0, 23, List.of());
    day(fields.get(2), aws);
    field("month", fields.get(3), 1, 12, MONTHS);
    weekday(fields.get(4), aws);
    switch (dialect) {
      case UNIX -> {}
      case AWS -> field("year", fields.get(5), 1970, 2199, List.of());
      case SECONDS_LAST -> field("second", fields.get(5), 0, 59, List.of());
      case SECONDS_AND_YEAR -> {
        field("second", fields.get(5), 0, 59, List.of());
        field("year", fields.get(6), 1970, 2099, List.of());
      }
    }
  }

  private static void day(String field, boolean aws) {
    if (field.equals("?") || (aws && DAY_OF_AWS.matcher(lower(field)).matches())) {
      return;
    }
    for (var part : parts("day of month", field)) {
      if (!lower(part).equals("l")) {
        field("day of month", part, 1, 31, List.of());
      }
    }
  }

  private static void weekday(String field, boolean aws) {
    if (field.equals("?")) {
      return;
    }
    for (var part : parts("day of week", field)) {
      boolean last = aws && lower(part).equals("l");
      if (!last && !NTH.matcher(lower(part)).matches()) {
        field("day of week", part, aws ? 1 : 0, 7, WEEKDAYS);
      }
    }
  }

  private static void field(String name, String field, int min, int max, List<String> words) {
    for (var part : parts(name, field)) {
      var step = part.split("/", -1);
      if (step.length > 2 || (step.length == 2 && number(step[1], List.of(), 0) == null)) {
        throw wrong(name, part, min, max);
      }
      if (step.length == 2 && Integer.valueOf(0).equals(number(step[1], List.of(), 0))) {
        throw wrong(name, part, min, max);
      }
      if (!step[0].equals("*")) {
        range(name, step[0], min, max, words);
      }
    }
  }

  private static void range(String name, String text, int min, int max, List<String> words) {
    var ends = text.split("-", -1);
    int first = words.size() == 12 ? 1 : min;
    for (var end : ends) {
      var number = number(end, words, first);
      if (ends.length > 2 || number == null || number < min || number > max) {
        throw wrong(name, text, min, max);
      }
    }
  }

  private static List<String> parts(String name, String field) {
    var parts = List.of(field.split(",", -1));
    if (parts.contains("")) {
      throw new IllegalArgumentException("the " + name + " '" + field + "' has an empty part");
    }
    return parts;
  }

  private static @Nullable Integer number(String text, List<String> words, int first) {
    int word = words.indexOf(lower(text));
    if (word >= 0) {
      return word + first;
    }
    return text.matches("\\d{1,4}") ? Integer.valueOf(text) : null;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static IllegalArgumentException wrong(String name, String text, int min, int max) {
    return new IllegalArgumentException(
        "the " + name + " '" + text + "' is not within " + min + " and " + max);
  }
}
