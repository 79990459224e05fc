package dev.updraft.core.port;

import com.cronutils.descriptor.CronDescriptor;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.parser.CronParser;
import dev.updraft.core.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A schedule in the words that Airflow 3 shows for it. */
final class ScheduleWords {
  private static final Map<String, String> PRESETS =
      Map.of(
          "@hourly", "0 * * * *",
          "@daily", "0 0 * * *",
          "@weekly", "0 0 * * 0",
          "@monthly", "0 0 1 * *",
          "@quarterly", "0 0 1 */3 *",
          "@yearly", "0 0 1 1 *");

  private ScheduleWords() {}

  /** One line, such as the cron expression; null for a schedule without one. */
  static @Nullable String summary(Schedule schedule) {
    return switch (schedule) {
      case Schedule.None() -> null;
      case Schedule.Once() -> "@once";
      case Schedule.Continuous() -> "@continuous";
      case Schedule.Cron cron ->
          cron.expressions().stream().map(ScheduleWords::fields).collect(Collectors.joining(", "));
      case Schedule.Delta(var period, _) -> period(period);
      case Schedule.Events(var times, var description, _) ->
          description == null ? times.size() + " events" : description;
      case Schedule.Assets(_) -> "Asset";
      case Schedule.AssetsOrTime(var timetable, _) -> "Asset or " + summary(timetable);
      case Schedule.Foreign(var classPath, _) ->
          classPath.substring(classPath.lastIndexOf('.') + 1);
    };
  }

  /** A sentence; null where there is nothing to say beyond the summary. */
  static @Nullable String description(Schedule schedule) {
    return switch (schedule) {
      case Schedule.None() -> "Never, external triggers only";
      case Schedule.Once() -> "Once, as soon as possible";
      case Schedule.Continuous() -> "As frequently as possible, but only one run at a time.";
      case Schedule.Cron cron ->
          cron.expressions().stream().map(ScheduleWords::spoken).collect(Collectors.joining(", "));
      case Schedule.Delta(_, _) -> null;
      case Schedule.Events(var times, var description, _) -> {
        if (description != null) {
          yield description;
        }
        yield times.isEmpty()
            ? "No events"
            : "%d events between %s and %s"
                .formatted(times.size(), iso(times.getFirst()), iso(times.getLast()));
      }
      case Schedule.Assets(_) -> "Triggered by assets";
      case Schedule.AssetsOrTime(var timetable, _) ->
          "Triggered by assets or " + description(timetable);
      case Schedule.Foreign(_, _) -> null;
    };
  }

  private static String iso(Instant time) {
    return time.toString().replace("Z", "+00:00");
  }

  private static String fields(String expression) {
    return PRESETS.getOrDefault(expression, expression);
  }

  private static String spoken(String expression) {
    var definition = CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX);
    try {
      var cron = new CronParser(definition).parse(fields(expression));
      return CronDescriptor.instance(Locale.UK).describe(cron);
    } catch (IllegalArgumentException unusual) {
      // Airflow's expressions may have six fields or words this dialect lacks: show them as
      // written.
      return expression;
    }
  }

  private static String period(Schedule.Period period) {
    Duration rest = period.rest();
    var months = period.months() == 0 ? "" : period.months() + " months ";
    var days =
        rest.toDays() == 0 ? "" : rest.toDays() + (rest.toDays() == 1 ? " day, " : " days, ");
    var time =
        "%d:%02d:%02d".formatted(rest.toHoursPart(), rest.toMinutesPart(), rest.toSecondsPart());
    return months + days + time;
  }
}
