package dev.updraft.core.schedule;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Tells the forms of cron expressions apart and reads their fields. */
final class CronReader {
  private static final int LENGTH_MAX = 1_000;
  private static final Map<String, String> PRESETS =
      Map.of(
          "@hourly", "0 * * * *",
          "@daily", "0 0 * * *",
          "@midnight", "0 0 * * *",
          "@weekly", "0 0 * * 0",
          "@monthly", "0 0 1 * *",
          "@quarterly", "0 0 1 */3 *",
          "@yearly", "0 0 1 1 *",
          "@annually", "0 0 1 1 *");
  private static final Pattern AWS = Pattern.compile("cron\\((.*)\\)");
  private static final Pattern AWS_YEAR = Pattern.compile("\\*|(19|20|21)[0-9]{2}\\b.*");
  private static final Pattern HASHED = Pattern.compile(".*(^|[\\s,])[hr]([\\s,/(]|$).*");

  private CronReader() {}

  static CronExpression read(String text) {
    if (text.length() > LENGTH_MAX) {
      throw new IllegalArgumentException(
          "it has " + text.length() + " characters, expected at most " + LENGTH_MAX);
    }
    String small = text.strip().toLowerCase(Locale.ROOT);
    var aws = AWS.matcher(small);
    if (aws.matches()) {
      var fields = fields(aws.group(1));
      if (fields.size() != 6) {
        throw new IllegalArgumentException(
            fields.size()
                + " fields in cron(...), expected 6: minute hour day-of-month month day-of-week"
                + " year");
      }
      return aws(text, fields);
    }
    if (HASHED.matcher(small).matches()) {
      throw new IllegalArgumentException("H and R (hashed and random times) are not supported");
    }
    var fields = fields(PRESETS.getOrDefault(small, small));
    return fields.size() == 6 && isAws(fields) ? aws(text, fields) : croniter(text, fields);
  }

  private static List<String> fields(String text) {
    return List.of(text.strip().split("[ \\t\\n\\x0B\\f\\r]+"));
  }

  private static boolean isAws(List<String> fields) {
    return fields.stream().anyMatch(field -> field.contains("?"))
        || AWS_YEAR.matcher(fields.get(5)).matches();
  }

  private static CronExpression croniter(String text, List<String> fields) {
    if (fields.size() < 5 || fields.size() > 7) {
      throw new IllegalArgumentException(
          fields.size()
              + (fields.size() == 1 ? " field" : " fields")
              + ", expected 5 (minute hour day-of-month month day-of-week), a sixth for seconds,"
              + " a preset such as @daily, or cron(...)");
    }
    var hours = CronField.croniter(CronPart.HOUR, fields.get(1));
    var minutes = CronField.croniter(CronPart.MINUTE, fields.get(0));
    var days = CroniterDays.read(fields.get(2), fields.get(4));
    var months = CronField.croniter(CronPart.MONTH, fields.get(3));
    var seconds = CronField.croniter(CronPart.SECOND, fields.size() > 5 ? fields.get(5) : "0");
    var years = CronField.croniter(CronPart.YEAR, fields.size() > 6 ? fields.get(6) : "*");
    return new CronExpression(
        text,
        fields.size() > 5,
        new TimesOfDay(hours.values(), minutes.values(), seconds.values()),
        new CronDates(days, months.values(), years.star() ? new TreeSet<>() : years.named()),
        hours.isWhole());
  }

  private static CronExpression aws(String text, List<String> fields) {
    var hours = CronField.aws(CronPart.HOUR, fields.get(1));
    var minutes = CronField.aws(CronPart.MINUTE, fields.get(0));
    var days = AwsDays.read(fields.get(2), fields.get(4));
    var months = CronField.aws(CronPart.MONTH, fields.get(3));
    var years = CronField.aws(CronPart.AWS_YEAR, fields.get(5));
    return new CronExpression(
        text,
        false,
        new TimesOfDay(hours.values(), minutes.values(), new TreeSet<>(List.of(0))),
        new CronDates(days, months.values(), years.star() ? new TreeSet<>() : years.named()),
        hours.isWhole());
  }
}
