package dev.updraft.runner.template;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Python's {@code timedelta}, or pendulum's interval between two times.
 *
 * @param duration how long
 * @param interval what is written for an interval, null for a timedelta
 */
record Delta(Duration duration, @Nullable String interval) implements PythonObject {
  private static final long MICROS = 1_000_000;
  private static final long DAY_SECONDS = 86_400;

  Delta(Duration duration) {
    this(duration, null);
  }

  /** From one time to another: an interval if they are pendulum's. */
  static Delta between(Moment from, Moment to) {
    boolean aware = from.kind() == Moment.Kind.AWARE && to.kind() == Moment.Kind.AWARE;
    return new Delta(
        Duration.between(from.time(), to.time()),
        aware ? "<Interval [%s -> %s]>".formatted(from, to) : null);
  }

  static Delta of(Call call) {
    double seconds =
        call.decimal(0, "days", 0) * DAY_SECONDS
            + call.decimal(1, "seconds", 0)
            + call.decimal(2, "microseconds", 0) / MICROS
            + call.decimal(3, "milliseconds", 0) / 1000
            + call.decimal(4, "minutes", 0) * 60
            + call.decimal(5, "hours", 0) * 3600
            + call.decimal(6, "weeks", 0) * 7 * DAY_SECONDS;
    return new Delta(Duration.ofNanos(Math.round(seconds * MICROS) * 1000));
  }

  private long micros() {
    return duration.toNanos() / 1000;
  }

  private long days() {
    return Math.floorDiv(micros(), DAY_SECONDS * MICROS);
  }

  private long secondsOfDay() {
    return Math.floorDiv(micros() - days() * DAY_SECONDS * MICROS, MICROS);
  }

  private long microsOfSecond() {
    return Math.floorMod(micros(), MICROS);
  }

  double totalSeconds() {
    return micros() / (double) MICROS;
  }

  @Override
  public @Nullable Object attribute(String name) {
    return switch (name) {
      case "days" -> days();
      case "seconds" -> secondsOfDay();
      case "microseconds" -> microsOfSecond();
      case "total_seconds" -> new Method(name, _ -> totalSeconds());
      default -> {
        var unit = interval == null ? null : unit(name.replaceFirst("^(in|total)_", ""));
        yield unit == null
            ? missing(name)
            : name.startsWith("in_")
                ? new Method(name, _ -> (long) (totalSeconds() / unit))
                : new Method(name, _ -> totalSeconds() / unit);
      }
    };
  }

  private static @Nullable Double unit(String name) {
    return switch (name) {
      case "weeks" -> 7.0 * DAY_SECONDS;
      case "days" -> (double) DAY_SECONDS;
      case "hours" -> 3600.0;
      case "minutes" -> 60.0;
      case "seconds" -> 1.0;
      default -> null;
    };
  }

  @Override
  public String toString() {
    if (interval != null) {
      return interval;
    }
    long seconds = secondsOfDay();
    var time = "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
    var fraction = microsOfSecond() == 0 ? "" : ".%06d".formatted(microsOfSecond());
    var days = days() == 0 ? "" : "%d day%s, ".formatted(days(), Math.abs(days()) == 1 ? "" : "s");
    return days + time + fraction;
  }

  @Override
  public String repr() {
    var parts = new StringBuilder();
    append(parts, "days", days());
    append(parts, "seconds", secondsOfDay());
    append(parts, "microseconds", microsOfSecond());
    return "datetime.timedelta(" + (parts.isEmpty() ? "0" : parts) + ")";
  }

  private static void append(StringBuilder parts, String name, long value) {
    if (value != 0) {
      parts.append(parts.isEmpty() ? "" : ", ").append(name).append('=').append(value);
    }
  }
}
