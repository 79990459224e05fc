package dev.updraft.runner.sensor;

import dev.updraft.runner.api.Times;
import dev.updraft.runner.operator.Durations;
import dev.updraft.runner.operator.Execution;
import dev.updraft.runner.template.DagZone;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Airflow's {@code TimeSensor}, {@code TimeDeltaSensor} and {@code DateTimeSensor}. */
public final class TimeSensors {
  private TimeSensors() {}

  /** Whether a time of today, in the DAG's zone, is past. */
  public static boolean timeOfDay(Execution execution) {
    var zone = DagZone.of(execution.run().brief().dag());
    var target =
        execution.now().atZone(zone).toLocalDate().atTime(time(execution)).atZone(zone).toInstant();
    return past(execution, target);
  }

  private static LocalTime time(Execution execution) {
    var arguments = execution.arguments();
    try {
      return switch (arguments.get("target_time")) {
        case String text -> LocalTime.parse(text.length() == 4 ? "0" + text : text);
        case Map<?, ?> map -> ofParts(map);
        case Long seconds -> LocalTime.ofSecondOfDay(seconds); // YAML 1.1 reads 10:30:00 as base 60
        case null, default ->
            throw arguments.wrong("target_time", "a time of day such as 14:30:00");
      };
    } catch (DateTimeException e) {
      throw arguments.wrong("target_time", "a time of day such as 14:30:00");
    }
  }

  private static LocalTime ofParts(Map<?, ?> map) {
    var args = map.get("__args__") instanceof List<?> list ? list : List.of();
    return LocalTime.of(
        part(map, args, "hour", 0), part(map, args, "minute", 1), part(map, args, "second", 2));
  }

  private static int part(Map<?, ?> map, List<?> args, String name, int index) {
    Object value = index < args.size() ? args.get(index) : map.get(name);
    return value instanceof Number number ? number.intValue() : 0;
  }

  /** Whether some time has passed since the end of the data interval. */
  public static boolean delta(Execution execution) {
    var arguments = execution.arguments();
    var given = arguments.get("delta");
    var delta = delta(given);
    if (delta == null) {
      throw arguments.wrong("delta", "a datetime.timedelta, or minutes as a number");
    }
    var run = execution.run().dagRun();
    var end = run.time("data_interval_end");
    var base = end == null ? run.time("run_after") : end;
    return past(execution, (base == null ? execution.now() : base).plus(delta));
  }

  /** As Airflow: what is no timedelta counts minutes. */
  private static @Nullable Duration delta(@Nullable Object given) {
    return switch (given) {
      case null -> null;
      case Long minutes -> Duration.ofMinutes(minutes);
      case String text when text.matches("\\d{1,9}") -> Duration.ofMinutes(Long.parseLong(text));
      default -> Durations.of(given);
    };
  }

  /** Whether a moment is past. */
  public static boolean dateTime(Execution execution) {
    var arguments = execution.arguments();
    try {
      return past(execution, Times.parse(arguments.text("target_time")));
    } catch (DateTimeException e) {
      throw arguments.wrong("target_time", "a date and time in ISO 8601");
    }
  }

  private static boolean past(Execution execution, Instant target) {
    execution.log().info("Checking if the time (%s) has come".formatted(target));
    return execution.now().isAfter(target);
  }
}
