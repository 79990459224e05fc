package dev.updraft.core.schedule;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A cron expression in English, in the words Airflow's UI has for it; cron-utils has others. Like
 * Airflow it has none for expressions with seconds.
 */
final class CronWords {
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final List<String> WEEKDAYS =
      List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");
  private static final List<String> ORDINALS =
      List.of("first", "second", "third", "fourth", "fifth");

  private final List<String> fields;
  private final boolean aws;

  private CronWords(List<String> fields, boolean aws) {
    this.fields = fields;
    this.aws = aws;
  }

  /** The expression in words; empty if there are none for it. */
  static String describe(String expression) {
    try {
      var fields = CronDialect.fields(expression);
      var dialect = CronDialect.of(expression);
      return switch (dialect) {
        case UNIX -> new CronWords(fields, false).either();
        case AWS -> new CronWords(fields, true).all();
        case SECONDS_LAST, SECONDS_AND_YEAR -> "";
      };
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return "";
    }
  }

  /** With both days given, cron means either. */
  private String either() {
    if (isAny(2) || isAny(4)) {
      return all();
    }
    return with(4).all() + " (or) " + with(2).all();
  }

  private CronWords with(int any) {
    var copy = new ArrayList<>(fields);
    copy.set(any, "*");
    return new CronWords(copy, aws);
  }

  private boolean isAny(int field) {
    return fields.get(field).equals("*") || fields.get(field).equals("?");
  }

  private String all() {
    var text = time() + day() + month() + weekday() + year();
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private String time() {
    var minute = fields.get(0);
    var hour = fields.get(1);
    if (isNumber(minute) && isNumber(hour)) {
      return "at " + clock(hour, minute);
    }
    if (isNumber(minute) && isNumbers(hour)) {
      return "at " + times(hour, minute);
    }
    var hours = hours(hour);
    if (minute.equals("0") && hours.startsWith("every")) {
      return hours;
    }
    if (minute.equals("*") && isNumber(hour)) {
      return "every minute, " + between(hour);
    }
    var minutes = minutes(minute);
    return hours.isEmpty() || hours.equals("every hour") ? minutes : minutes + ", " + hours;
  }

  private static String minutes(String field) {
    if (field.equals("*")) {
      return "every minute";
    }
    if (field.contains("/")) {
      var parts = field.split("/", 2);
      var every = parts[1].equals("1") ? "every minute" : "every " + parts[1] + " minutes";
      return every
          + from(parts[0], "0", "starting at %d minutes past the hour")
              .orElseGet(() -> ", " + range("minutes %s through %s past the hour", parts[0]));
    }
    if (isRange(field)) {
      return range("minutes %s through %s past the hour", field);
    }
    return "at " + joined(field, CronWords::through) + " minutes past the hour";
  }

  private static String hours(String field) {
    if (field.equals("*")) {
      return "every hour";
    }
    if (field.contains("/")) {
      var parts = field.split("/", 2);
      var every = parts[1].equals("1") ? "every hour" : "every " + parts[1] + " hours";
      return every
          + from(parts[0], "0", "starting at %02d:00").orElseGet(() -> ", " + between(parts[0]));
    }
    if (isRange(field)) {
      return between(field);
    }
    return "at " + joined(field, each -> clock(each, "0"));
  }

  private static String between(String range) {
    var ends = range.split("-", 2);
    return "between %s and %s".formatted(clock(ends[0], "0"), clock(ends[ends.length - 1], "59"));
  }

  private String day() {
    var field = fields.get(2);
    if (isAny(2)) {
      return "";
    }
    if (field.equalsIgnoreCase("L")) {
      return ", on the last day of the month";
    }
    if (field.equalsIgnoreCase("LW") || field.equalsIgnoreCase("WL")) {
      return ", on the last weekday of the month";
    }
    if (field.toLowerCase(Locale.ROOT).matches("\\d+w")) {
      return ", on the weekday nearest day %s of the month"
          .formatted(field.substring(0, field.length() - 1));
    }
    if (field.contains("/")) {
      var parts = field.split("/", 2);
      return ", every %s days".formatted(parts[1])
          + from(parts[0], "1", "starting on day %d of the month")
              .orElseGet(() -> ", " + range("between day %s and %s of the month", parts[0]));
    }
    return isRange(field)
        ? ", " + range("between day %s and %s of the month", field)
        : ", on day " + joined(field, CronWords::through) + " of the month";
  }

  private String month() {
    var field = fields.get(3);
    if (isAny(3)) {
      return "";
    }
    if (field.contains("/")) {
      var parts = field.split("/", 2);
      return ", every %s months".formatted(parts[1])
          + untilTheEnd(parts[0], "1", "12", CronWords::monthName);
    }
    return isRange(field)
        ? ", " + named(field, CronWords::monthName)
        : ", only in " + joined(field, each -> named(each, CronWords::monthName));
  }

  private String weekday() {
    var field = fields.get(4);
    if (isAny(4)) {
      return "";
    }
    if (field.toLowerCase(Locale.ROOT).matches("\\w+l")) {
      return ", on the last %s of the month"
          .formatted(dayName(field.substring(0, field.length() - 1)));
    }
    if (field.contains("#")) {
      var parts = field.split("#", 2);
      return ", on the %s %s of the month"
          .formatted(ORDINALS.get(Integer.parseInt(parts[1]) - 1), dayName(parts[0]));
    }
    if (field.contains("/")) {
      var parts = field.split("/", 2);
      return ", every %s days of the week".formatted(parts[1])
          + untilTheEnd(parts[0], aws ? "1" : "0", aws ? "7" : "6", this::dayName);
    }
    return isRange(field)
        ? ", " + named(field, this::dayName)
        : ", only on " + joined(field, each -> named(each, this::dayName));
  }

  private String year() {
    if (!aws || isAny(5)) {
      return "";
    }
    var field = fields.get(5);
    if (field.contains("/")) {
      var parts = field.split("/", 2);
      return ", every %s years".formatted(parts[1])
          + untilTheEnd(parts[0], "1970", "2199", each -> each);
    }
    return isRange(field)
        ? ", " + named(field, each -> each)
        : ", only in " + joined(field, CronWords::through);
  }

  /** Where a step begins, if it does not begin with a range; nothing to say of the first. */
  private static Optional<String> from(String start, String first, String text) {
    if (start.equals("*") || start.equals(first)) {
      return Optional.of("");
    }
    return isNumber(start)
        ? Optional.of(", " + text.formatted(Integer.valueOf(start)))
        : Optional.empty();
  }

  /** A step's range in names; a step that has only a start goes on to the last. */
  private static String untilTheEnd(
      String start, String first, String last, UnaryOperator<String> name) {
    if (start.equals("*") || start.equals(first)) {
      return "";
    }
    return ", " + named(start.contains("-") ? start : start + "-" + last, name);
  }

  private static boolean isRange(String field) {
    return field.contains("-") && !field.contains(",");
  }

  private static String through(String field) {
    return named(field, each -> each);
  }

  private static String range(String text, String range) {
    var ends = range.split("-", 2);
    return text.formatted(ends[0], ends[ends.length - 1]);
  }

  private static String named(String range, UnaryOperator<String> name) {
    return Arrays.stream(range.split("-", 2)).map(name).collect(Collectors.joining(" through "));
  }

  private static String joined(String field, UnaryOperator<String> name) {
    var names = Arrays.stream(field.split(",", -1)).map(name).toList();
    if (names.size() < 3) {
      return String.join(" and ", names);
    }
    return String.join(", ", names.subList(0, names.size() - 1)) + ", and " + names.getLast();
  }

  private static String times(String hours, String minute) {
    var times = Arrays.stream(hours.split(",", -1)).map(hour -> clock(hour, minute)).toList();
    return String.join(", ", times.subList(0, times.size() - 1)) + " and " + times.getLast();
  }

  private static boolean isNumber(String field) {
    return field.matches("\\d+");
  }

  private static boolean isNumbers(String field) {
    return field.matches("\\d+(,\\d+)+");
  }

  private static String clock(String hour, String minute) {
    return "%02d:%02d".formatted(Integer.valueOf(hour), Integer.valueOf(minute));
  }

  private static String monthName(String field) {
    int word = MONTHS.indexOf(field.toLowerCase(Locale.ROOT));
    return Month.of(word >= 0 ? word + 1 : Integer.parseInt(field))
        .getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }

  private String dayName(String field) {
    int word = WEEKDAYS.indexOf(field.toLowerCase(Locale.ROOT));
    int number = word >= 0 ? word : Integer.parseInt(field) - (aws ? 1 : 0);
    return DayOfWeek.of(number % 7 == 0 ? 7 : number % 7)
        .getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }
}
