package dev.updraft.core.schedule;

import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Tells the forms of cron expressions apart and reads their fields. */
final class CronReader {
  private static final int LENGTH_MAX = 1_000;
  private static final Pattern HASHED = Pattern.compile(".*(^|[\\s,])[hr]([\\s,/(]|$).*");

  private CronReader() {}

  static CronExpression read(String text) {
    if (text.length() > LENGTH_MAX) {
      throw new IllegalArgumentException(
          "it has " + text.length() + " characters, expected at most " + LENGTH_MAX);
    }
    String small = text.strip().toLowerCase(Locale.ROOT);
    if (HASHED.matcher(small).matches()) {
      throw new IllegalArgumentException("H and R (hashed and random times) are not supported");
    }
    var fields = CronDialect.fields(text);
    return switch (CronDialect.of(text)) {
      case AWS -> aws(text, fields);
      case UNIX, SECONDS_LAST, SECONDS_AND_YEAR -> croniter(text, fields);
    };
  }

  private static CronExpression croniter(String text, List<String> fields) {
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
