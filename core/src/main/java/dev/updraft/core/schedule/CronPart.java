package dev.updraft.core.schedule;

import java.util.List;

/** A place in a cron expression: what it is called, its bounds, and the names of its numbers. */
enum CronPart {
  MINUTE("minute", 0, 59, ""),
  HOUR("hour", 0, 23, ""),
  DAY_OF_MONTH("day of month", 1, 31, ""),
  MONTH("month", 1, 12, "jan feb mar apr may jun jul aug sep oct nov dec"),
  DAY_OF_WEEK("day of week", 0, 6, Weekdays.NAMES),
  SECOND("second", 0, 59, ""),
  YEAR("year", 1970, 2099, ""),
  AWS_DAY_OF_WEEK("day of week", 1, 7, Weekdays.NAMES),
  AWS_YEAR("year", 1970, 2199, "");

  private static final int DIGITS_MAX = 4;

  private final String title;
  final int min;
  final int max;
  private final String names;

  CronPart(String title, int min, int max, String names) {
    this.title = title;
    this.min = min;
    this.max = max;
    this.names = names;
  }

  int size() {
    return max - min + 1;
  }

  /**
   * The number written, by digits or by name. It may still be below {@code min}, which croniter
   * allows as the upper bound of a range that wraps.
   *
   * @throws IllegalArgumentException if it is neither, or above {@code max}
   */
  int number(String written) {
    int named = List.of(names.split(" ")).indexOf(written);
    if (named >= 0 && !written.isEmpty()) {
      return min + named;
    }
    if (!written.matches("[0-9]{1," + DIGITS_MAX + "}")) {
      throw wrong(written);
    }
    int number = Integer.parseInt(written);
    if (this == DAY_OF_WEEK && number == 7) {
      return 0;
    }
    if (number > max) {
      throw wrong(written);
    }
    return number;
  }

  IllegalArgumentException wrong(String written) {
    return new IllegalArgumentException(title + " '" + written + "', expected " + expected());
  }

  private String expected() {
    return switch (this) {
      case MINUTE, HOUR, SECOND, YEAR, AWS_YEAR -> numbers() + ", *, a-b, */n or a list of these";
      case MONTH -> numbers() + " or JAN-DEC, *, a-b, */n or a list of these";
      case DAY_OF_MONTH -> numbers() + ", *, ?, a-b, */n, L, nW or a list of these (nW alone)";
      case DAY_OF_WEEK ->
          "0-7 (Sunday is 0 and 7) or SUN-SAT, *, ?, a-b, */n, d#n (n is 1-5), Ld"
              + " or a list of these";
      case AWS_DAY_OF_WEEK ->
          "1-7 (Sunday is 1) or SUN-SAT, *, ?, a-b, d/n, d#n (n is 1-5), L, dL"
              + " or a list of these";
    };
  }

  private String numbers() {
    return min + "-" + max;
  }

  private static final class Weekdays {
    static final String NAMES = "sun mon tue wed thu fri sat";
  }
}
