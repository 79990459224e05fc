package dev.updraft.parser.definition;

import dev.updraft.core.schedule.Schedule;
import dev.updraft.core.schedule.Schedule.AssetsOrTime;
import dev.updraft.core.schedule.Schedule.Continuous;
import dev.updraft.core.schedule.Schedule.Cron;
import dev.updraft.core.schedule.Schedule.Delta;
import dev.updraft.core.schedule.Schedule.Events;
import dev.updraft.core.schedule.Schedule.Foreign;
import dev.updraft.core.schedule.Schedule.Intervals;
import dev.updraft.core.schedule.Schedule.None;
import dev.updraft.core.schedule.Schedule.Once;
import dev.updraft.core.schedule.Schedule.Period;
import dev.updraft.parser.yaml.Value;
import dev.updraft.parser.yaml.Value.Fields;
import dev.updraft.parser.yaml.Value.Items;
import dev.updraft.parser.yaml.Value.Leaf;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The {@code __type__} objects a schedule may be. The list is closed: a class that is not on it is
 * kept as it is read and never imported.
 */
final class Timetables {
  private static final int EVENTS_MAX = 10_000;
  private static final Set<String> RELATIVE =
      Set.of("years", "months", "weeks", "days", "hours", "minutes", "seconds");

  private final Schedules schedules;
  private final ZoneId zone;
  private final Assets assets;
  private final Context context;

  Timetables(Schedules schedules, ZoneId zone, Assets assets, Context context) {
    this.schedules = schedules;
    this.zone = zone;
    this.assets = assets;
    this.context = context;
  }

  Schedule read(TypedObject object) {
    return switch (object.className()) {
      case "timedelta", "duration" ->
          schedules.every(new Period(0, Durations.read(object.fields())));
      case "relativedelta" -> relative(object);
      case "CronTriggerTimetable" ->
          cron(object, List.of(text(object.cronExpression())), trigger(object));
      case "MultipleCronTriggerTimetable" ->
          cron(object, object.args().stream().map(Timetables::text).toList(), trigger(object));
      case "CronDataIntervalTimetable" -> dataIntervals(object);
      case "DeltaTriggerTimetable" -> new Delta(delta(object), trigger(object));
      case "DeltaDataIntervalTimetable" -> new Delta(delta(object), new Intervals.DataInterval());
      case "EventsTimetable" -> events(object);
      case "NullTimetable" -> new None();
      case "OnceTimetable" -> new Once();
      case "ContinuousTimetable" -> new Continuous();
      case "AssetTriggeredTimetable", "DatasetTriggeredTimetable" ->
          new Schedule.Assets(
              assets.condition(
                  object.required(
                      object.className().startsWith("Asset") ? "assets" : "datasets", 0)));
      case "AssetOrTimeSchedule" -> assetsOrTime(object, "assets");
      case "DatasetOrTimeSchedule" -> assetsOrTime(object, "datasets");
      case "AssetAll", "AssetAny", "DatasetAll", "DatasetAny", "Asset", "Dataset", "Model" ->
          new Schedule.Assets(assets.condition(object.fields()));
      default -> new Foreign(object.classPath(), object.plain());
    };
  }

  private Schedule assetsOrTime(TypedObject object, String key) {
    return new AssetsOrTime(
        schedules.read(object.required("timetable", -1)),
        assets.condition(object.required(key, -1)));
  }

  private Schedule cron(TypedObject object, List<String> crons, Intervals intervals) {
    if (crons.isEmpty()) {
      throw new IllegalArgumentException(object.className() + " needs a cron expression");
    }
    crons.forEach(Schedules::checkCron);
    return new Cron(crons, zone(object.required("timezone", -1)), intervals, immediately(object));
  }

  private Schedule dataIntervals(TypedObject object) {
    var cron = text(object.cronExpression());
    Schedules.checkCron(cron);
    var written = object.argument("timezone", 1);
    return new Cron(
        List.of(cron), written == null ? zone : zone(written), new Intervals.DataInterval(), false);
  }

  private static boolean immediately(TypedObject object) {
    return switch (object.argument("run_immediately", -1)) {
      case null -> false;
      case Leaf(_, Boolean truth, _) -> truth;
      case Value value -> !Durations.read(value).isZero();
    };
  }

  private static Intervals trigger(TypedObject object) {
    var interval = object.argument("interval", -1);
    var length = interval == null ? Duration.ZERO : Durations.read(interval);
    return new Intervals.Trigger(length);
  }

  private static Period delta(TypedObject object) {
    var delta = object.required("delta", 0);
    var typed = TypedObject.of(delta).filter(inner -> inner.className().equals("relativedelta"));
    return typed.map(Timetables::period).orElseGet(() -> new Period(0, Durations.read(delta)));
  }

  private Schedule relative(TypedObject object) {
    boolean distance =
        object.args().isEmpty()
            && object.fields().entries().keySet().stream()
                .allMatch(key -> key.startsWith("__") || RELATIVE.contains(key));
    return distance
        ? schedules.every(period(object))
        : new Foreign(object.classPath(), object.plain());
  }

  private static Period period(TypedObject object) {
    long months = 0;
    var rest = Duration.ZERO;
    for (var key : object.fields().entries().keySet()) {
      if (key.startsWith("__")) {
        continue;
      }
      long amount = whole(key, object.required(key, -1));
      switch (key) {
        case "years" -> months += 12 * amount;
        case "months" -> months += amount;
        case "weeks" -> rest = rest.plusDays(7 * amount);
        case "days" -> rest = rest.plusDays(amount);
        case "hours" -> rest = rest.plusHours(amount);
        case "minutes" -> rest = rest.plusMinutes(amount);
        case "seconds" -> rest = rest.plusSeconds(amount);
        default ->
            throw new IllegalArgumentException(
                "relativedelta has no distance " + key + NearestKey.hint(key, RELATIVE));
      }
    }
    return new Period(Math.toIntExact(months), rest);
  }

  private static long whole(String key, Value value) {
    if (value.plain() instanceof Long number && Math.abs(number) < 100_000_000) {
      return number;
    }
    throw new IllegalArgumentException(key + " must be a whole number, this is " + value.kind());
  }

  private Schedule events(TypedObject object) {
    if (!(object.required("event_dates", 0) instanceof Items dates)) {
      throw new IllegalArgumentException("event_dates of EventsTimetable must be a list");
    }
    if (dates.items().size() > EVENTS_MAX) {
      throw new IllegalArgumentException("EventsTimetable has more than " + EVENTS_MAX + " dates");
    }
    var times = new ArrayList<Instant>();
    for (var date : dates.items()) {
      times.add(Dates.read(date, zone, context.now()).at());
    }
    var description = object.argument("description", 3);
    return new Events(times, description == null ? null : text(description));
  }

  private static ZoneId zone(Value value) {
    var written =
        value instanceof Fields fields && !fields.entries().isEmpty()
            ? TypedObject.of(fields).map(object -> object.argument("name", 0)).orElse(null)
            : value;
    var name = written == null ? text(value) : text(written);
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("'" + name + "' is not a time zone", e);
    }
  }

  private static String text(@Nullable Value value) {
    if (value instanceof Leaf(_, String text, _)) {
      return text.strip();
    }
    throw new IllegalArgumentException(
        "expected text, this is " + (value == null ? "nothing" : value.kind()));
  }
}
