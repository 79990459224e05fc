package dev.updraft.infra.options;

import org.jspecify.annotations.Nullable;

/**
 * What is watched.
 *
 * @param alarms how closely
 * @param email who is told, null for nobody
 * @param dashboard whether there is a dashboard
 * @param level what functions write to their logs
 * @param logDays for how long functions' logs are kept
 */
public record Watch(
    Alarms alarms, @Nullable String email, boolean dashboard, Level level, int logDays) {
  /** How closely a deployment is watched: each alarm's metrics are paid for. */
  public enum Alarms {
    /** Not at all. */
    NONE,
    /** Errors and throttles of all functions of the account and region together. */
    FEW,
    /** Errors and throttles of each of the deployment's functions. */
    EACH
  }

  /** What is written to logs. */
  public enum Level {
    /** Everything. */
    DEBUG,
    /** What happens. */
    INFO,
    /** What is odd. */
    WARNING,
    /** What went wrong. */
    ERROR
  }

  private enum Dashboard {
    ON,
    OFF
  }

  static Watch of(Context context) {
    return new Watch(
        context.choice("alarms", Alarms.FEW),
        context.textOrNull("alarmEmail", SignIn.EMAIL, "an e-mail address"),
        context.choice("dashboard", Dashboard.ON) == Dashboard.ON,
        context.choice("logLevel", Level.INFO),
        Integer.parseInt(
            context.text(
                "logDays",
                "14",
                "1|3|5|7|14|30|90|180|365",
                "a number of days: 1, 3, 5, 7, 14, 30, 90, 180 or 365")));
  }
}
