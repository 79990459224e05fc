package dev.updraft.api.shape;

import dev.updraft.api.http.Fields;
import dev.updraft.core.schedule.AssetCondition;
import dev.updraft.core.schedule.Schedule;
import org.jspecify.annotations.Nullable;

/** Airflow's asset expression. */
public final class AssetShape {
  private AssetShape() {}

  /** The expression of a schedule; null if it waits for no asset. */
  public static @Nullable Fields of(Schedule schedule) {
    return switch (schedule) {
      case Schedule.Assets(var condition) -> of(condition);
      case Schedule.AssetsOrTime(var _, var condition) -> of(condition);
      case Schedule.None _,
          Schedule.Once _,
          Schedule.Continuous _,
          Schedule.Cron _,
          Schedule.Delta _,
          Schedule.Events _,
          Schedule.Foreign _ ->
          null;
    };
  }

  private static Fields of(AssetCondition condition) {
    return switch (condition) {
      case AssetCondition.Asset(var name, var uri) ->
          new Fields()
              .put("asset", new Fields().put("uri", uri).put("name", name).put("group", "asset"));
      case AssetCondition.AnyOf(var of) ->
          new Fields().put("any", of.stream().map(AssetShape::of).toList());
      case AssetCondition.AllOf(var of) ->
          new Fields().put("all", of.stream().map(AssetShape::of).toList());
    };
  }
}
