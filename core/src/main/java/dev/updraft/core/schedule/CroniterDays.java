package dev.updraft.core.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The two day fields as croniter joins them: a day matches either when both are restricted, both
 * when one is open. A nearest weekday takes the place of the day of the month, an nth weekday that
 * of the day of the week, and neither is ever dropped from the union.
 */
final class CroniterDays {
  private static final Pattern NEAREST = Pattern.compile("([0-9]{1,2})w|w([0-9]{1,2})");
  private static final Pattern NTH = Pattern.compile("([a-z]{3}-[a-z]{3}|\\w+)#([1-5])");
  private static final Pattern LAST = Pattern.compile("l([0-9])");

  private CroniterDays() {}

  static DayRule read(String dayOfMonth, String dayOfWeek) {
    String month = dayOfMonth.equals("?") ? "*" : dayOfMonth;
    String week = dayOfWeek.equals("?") ? "*" : dayOfWeek;
    var weekRules = new ArrayList<DayRule>();
    CronField weekField = weekField(week, weekRules);
    boolean openWeek = weekField.star() || (weekField.isWhole() && dayOfMonth.contains("*"));
    boolean special = !weekRules.isEmpty();
    DayRule byWeek =
        special
            ? new DayRule.AnyOf(weekRules)
            : openWeek ? new DayRule.Every() : new DayRule.DaysOfWeek(weekField.named());

    var nearest = NEAREST.matcher(month);
    if (nearest.matches()) {
      var byMonth = nearestWeekday(nearest.group(1) == null ? nearest.group(2) : nearest.group(1));
      return special ? new DayRule.Both(byMonth, byWeek) : byMonth;
    }
    CronField monthField = CronField.croniter(CronPart.DAY_OF_MONTH, month);
    boolean openMonth = monthField.star() || (monthField.isWhole() && dayOfWeek.contains("*"));
    if (openMonth) {
      return byWeek;
    }
    var byMonth = new DayRule.DaysOfMonth(monthField.named(), monthField.last());
    if (openWeek) {
      return new DayRule.Both(byMonth, byWeek);
    }
    return special ? byWeek : new DayRule.AnyOf(List.of(byMonth, byWeek));
  }

  private static DayRule nearestWeekday(String written) {
    int day = CronPart.DAY_OF_MONTH.number(written);
    if (day < 1) {
      throw CronPart.DAY_OF_MONTH.wrong(written + "w");
    }
    return new DayRule.NearestWeekday(day);
  }

  /** The numbers of all items, special or not; the special ones' rules go to {@code rules}. */
  private static CronField weekField(String week, List<DayRule> rules) {
    var numbers = new TreeSet<Integer>();
    var specialNumbers = new TreeSet<Integer>();
    boolean star = false;
    for (String item : week.split(",", -1)) {
      var nth = NTH.matcher(item);
      var last = LAST.matcher(item);
      if (nth.matches()) {
        var days = CronField.croniter(CronPart.DAY_OF_WEEK, nth.group(1)).named();
        days.forEach(day -> rules.add(new DayRule.NthWeekday(day, Integer.parseInt(nth.group(2)))));
        specialNumbers.addAll(days);
      } else if (last.matches()) {
        int day = CronPart.DAY_OF_WEEK.number(last.group(1));
        rules.add(new DayRule.LastWeekday(day));
        specialNumbers.add(day);
      } else {
        var field = CronField.croniter(CronPart.DAY_OF_WEEK, item);
        star |= field.star();
        numbers.addAll(field.named());
      }
    }
    var literal = new TreeSet<>(numbers);
    literal.removeAll(specialNumbers);
    numbers.addAll(specialNumbers);
    if (!rules.isEmpty() && !literal.isEmpty() && numbers.size() < CronPart.DAY_OF_WEEK.size()) {
      throw new IllegalArgumentException(
          "day of week '" + week + "' mixes plain days with d#n or Ld, expected one kind");
    }
    return new CronField(CronPart.DAY_OF_WEEK, numbers, star, false);
  }
}
