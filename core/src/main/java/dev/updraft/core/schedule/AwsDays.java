package dev.updraft.core.schedule;

import java.util.ArrayList;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The two day fields as Amazon EventBridge reads them: Sunday is 1, {@code L} alone is the last day
 * of the month or Saturday, and only one of the two may be restricted.
 */
final class AwsDays {
  private static final Pattern NEAREST = Pattern.compile("(l|[0-9]{1,2})w");
  private static final Pattern NTH = Pattern.compile("(\\w+)#([1-5])");
  private static final Pattern LAST = Pattern.compile("(\\w+)l");

  private AwsDays() {}

  static DayRule read(String dayOfMonth, String dayOfWeek) {
    boolean openMonth = isOpen(dayOfMonth);
    boolean openWeek = isOpen(dayOfWeek);
    if (!openMonth && !openWeek) {
      throw new IllegalArgumentException(
          "day of month '"
              + dayOfMonth
              + "' and day of week '"
              + dayOfWeek
              + "' are both restricted, expected ? in one of them");
    }
    if (!openMonth) {
      return ofMonth(dayOfMonth);
    }
    return openWeek ? new DayRule.Every() : ofWeek(dayOfWeek);
  }

  private static boolean isOpen(String field) {
    return field.equals("?") || field.equals("*");
  }

  private static DayRule ofMonth(String text) {
    var nearest = NEAREST.matcher(text);
    if (nearest.matches()) {
      String day = nearest.group(1);
      int number = day.equals("l") ? CronPart.DAY_OF_MONTH.max : CronPart.DAY_OF_MONTH.number(day);
      if (number < 1) {
        throw CronPart.DAY_OF_MONTH.wrong(text);
      }
      return new DayRule.NearestWeekday(number);
    }
    var field = CronField.aws(CronPart.DAY_OF_MONTH, text);
    return new DayRule.DaysOfMonth(field.values(), field.last());
  }

  private static DayRule ofWeek(String text) {
    var rules = new ArrayList<DayRule>();
    var plain = new TreeSet<Integer>();
    for (String item : text.split(",", -1)) {
      var nth = NTH.matcher(item);
      var last = LAST.matcher(item);
      if (nth.matches()) {
        rules.add(new DayRule.NthWeekday(weekday(nth.group(1)), Integer.parseInt(nth.group(2))));
      } else if (item.equals("l")) {
        plain.add(6);
      } else if (last.matches()) {
        rules.add(new DayRule.LastWeekday(weekday(last.group(1))));
      } else {
        CronField.aws(CronPart.AWS_DAY_OF_WEEK, item).values().forEach(day -> plain.add(day - 1));
      }
    }
    rules.add(new DayRule.DaysOfWeek(plain));
    return new DayRule.AnyOf(rules);
  }

  private static int weekday(String written) {
    int day = CronPart.AWS_DAY_OF_WEEK.number(written);
    if (day < 1) {
      throw CronPart.AWS_DAY_OF_WEEK.wrong(written);
    }
    return day - 1;
  }
}
