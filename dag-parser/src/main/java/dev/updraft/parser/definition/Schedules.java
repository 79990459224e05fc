package dev.updraft.parser.definition;

import dev.updraft.core.schedule.AssetCondition.AllOf;
import dev.updraft.core.schedule.CronDialect;
import dev.updraft.core.schedule.CronExpression;
import dev.updraft.core.schedule.Schedule;
import dev.updraft.core.schedule.Schedule.Assets;
import dev.updraft.core.schedule.Schedule.AssetsOrTime;
import dev.updraft.core.schedule.Schedule.Continuous;
import dev.updraft.core.schedule.Schedule.Cron;
import dev.updraft.core.schedule.Schedule.Delta;
import dev.updraft.core.schedule.Schedule.Intervals;
import dev.updraft.core.schedule.Schedule.None;
import dev.updraft.core.schedule.Schedule.Once;
import dev.updraft.core.schedule.Schedule.Period;
import dev.updraft.parser.yaml.Value;
import dev.updraft.parser.yaml.Value.Fields;
import dev.updraft.parser.yaml.Value.Items;
import dev.updraft.parser.yaml.Value.Leaf;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The value of {@code schedule:} in all its forms. */
final class Schedules {
  private static final Set<String> KEYS = Set.of("file", "datasets", "timetable");

  private final Context context;
  private final ZoneId zone;
  private final dev.updraft.parser.definition.Assets assets;

  Schedules(Context context, ZoneId zone) {
    this.context = context;
    this.zone = zone;
    this.assets = new dev.updraft.parser.definition.Assets(context.files());
  }

  /**
   * The schedule a value stands for.
   *
   * @throws IllegalArgumentException with what was expected, if it is none
   */
  Schedule read(@Nullable Value value) {
    return switch (value) {
      case null -> new None();
      case Leaf leaf when leaf.value() == null -> new None();
      case Leaf(_, String text, _) -> text(text.strip());
      case Items items -> assetList(items);
      case Fields fields -> fields(fields);
      case Leaf leaf ->
          throw new IllegalArgumentException(
              "expected a cron expression, a preset such as @daily, assets or null; this is "
                  + leaf.kind());
    };
  }

  private Schedule assetList(Items items) {
    var condition = assets.condition(items);
    return condition instanceof AllOf all && all.of().isEmpty()
        ? new None()
        : new Assets(condition);
  }

  private Schedule text(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "none" -> new None();
      case "@once" -> new Once();
      case "@continuous" -> new Continuous();
      default -> cron(text);
    };
  }

  private Schedule cron(String text) {
    checkCron(text);
    return new Cron(List.of(text), zone, intervals(), false);
  }

  private Intervals intervals() {
    return context.settings().createCronDataIntervals()
        ? new Intervals.DataInterval()
        : new Intervals.Trigger(Duration.ZERO);
  }

  static void checkCron(String text) {
    if (text.startsWith("@") && !CronDialect.presets().contains(text.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "'%s' is not a preset%s".formatted(text, NearestKey.hint(text, CronDialect.presets())));
    }
    CronExpression.parse(text);
  }

  private Schedule fields(Fields fields) {
    var object = TypedObject.of(fields);
    if (object.isPresent()) {
      return new Timetables(this, zone, assets, context).read(object.get());
    }
    if (fields.get("__and__") != null || fields.get("__or__") != null) {
      return new Assets(assets.condition(fields));
    }
    for (var key : fields.entries().keySet()) {
      if (!KEYS.contains(key)) {
        throw new IllegalArgumentException(
            "a schedule has no key %s%s: expected datasets, file, timetable or __type__"
                .formatted(key, NearestKey.hint(key, KEYS)));
      }
    }
    return datasets(fields);
  }

  private Schedule datasets(Fields fields) {
    var datasets = fields.given("datasets");
    var timetable = fields.given("timetable");
    if (datasets == null) {
      if (timetable == null || fields.given("file") != null) {
        throw new IllegalArgumentException("a schedule of datasets needs the key datasets");
      }
      return read(timetable);
    }
    var file = fields.given("file");
    var condition =
        file instanceof Leaf(_, String path, _)
            ? assets.condition(datasets, path)
            : assets.condition(datasets);
    return timetable == null ? new Assets(condition) : new AssetsOrTime(read(timetable), condition);
  }

  /** Every so often, with the intervals that Airflow's configuration chooses. */
  Schedule every(Period period) {
    return new Delta(period, intervals());
  }
}
