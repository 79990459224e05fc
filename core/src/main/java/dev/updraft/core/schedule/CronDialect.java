package dev.updraft.core.schedule;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Which language a cron expression is written in. */
public enum CronDialect {
  /** Five fields: minute, hour, day of month, month, day of week (0 and 7 are Sunday). */
  UNIX,
  /** Six fields, the last one the second: Airflow's. */
  SECONDS_LAST,
  /**
   * Six fields, the last one the year, day of week 1 (Sunday) to 7: that of Amazon EventBridge,
   * which Amazon MWAA Serverless takes.
   */
  AWS,
  /** Seven fields: second and year after Airflow's five. */
  SECONDS_AND_YEAR;

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
  private static final Pattern BRACKETED = Pattern.compile("cron\\((.*)\\)");
  private static final Pattern YEARS = Pattern.compile("\\*|(19|20|21)[0-9]{2}\\b.*");

  /**
   * The expression with a preset such as {@code @daily} written out, and without EventBridge's
   * {@code cron(…)} around it.
   */
  public static String writtenOut(String expression) {
    var text = expression.strip();
    var bracketed = BRACKETED.matcher(text.toLowerCase(Locale.ROOT));
    if (bracketed.matches()) {
      return text.substring(bracketed.start(1), bracketed.end(1)).strip();
    }
    return PRESETS.getOrDefault(text.toLowerCase(Locale.ROOT), text);
  }

  /** The presets that stand for an expression. */
  public static Set<String> presets() {
    return PRESETS.keySet();
  }

  /** The fields of an expression, presets written out, in small letters. */
  static List<String> fields(String expression) {
    return List.of(writtenOut(expression).toLowerCase(Locale.ROOT).split("[ \\t\\n\\x0B\\f\\r]+"));
  }

  /**
   * The language of an expression. Six fields are EventBridge's if there is a {@code ?} among them,
   * or the last looks like years, or {@code cron(…)} is around them; else the last is the second.
   *
   * @throws IllegalArgumentException if it has not five to seven fields
   */
  public static CronDialect of(String expression) {
    var fields = fields(expression);
    boolean bracketed = BRACKETED.matcher(expression.strip().toLowerCase(Locale.ROOT)).matches();
    if (bracketed && fields.size() != 6) {
      throw new IllegalArgumentException(
          fields.size()
              + " fields in cron(...), expected 6: minute hour day-of-month month day-of-week"
              + " year");
    }
    return switch (fields.size()) {
      case 5 -> UNIX;
      case 6 -> bracketed || isAws(fields) ? AWS : SECONDS_LAST;
      case 7 -> SECONDS_AND_YEAR;
      default ->
          throw new IllegalArgumentException(
              fields.size()
                  + (fields.size() == 1 ? " field" : " fields")
                  + ", expected 5 (minute hour day-of-month month day-of-week), a sixth for"
                  + " seconds, a preset such as @daily, or cron(...)");
    };
  }

  private static boolean isAws(List<String> fields) {
    return fields.stream().anyMatch(field -> field.contains("?"))
        || YEARS.matcher(fields.get(5)).matches();
  }
}
