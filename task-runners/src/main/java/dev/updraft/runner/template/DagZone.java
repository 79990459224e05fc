package dev.updraft.runner.template;

import dev.updraft.core.dag.Dag;
import dev.updraft.core.schedule.Schedule;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The time zone of a DAG: that of its schedule, or the one its file names. */
public final class DagZone {
  private DagZone() {}

  /** The zone, UTC if nothing says otherwise. */
  public static ZoneId of(Dag dag) {
    if (dag.schedule() instanceof Schedule.Cron cron) {
      return cron.zone();
    }
    try {
      return dag.settings().get("timezone") instanceof String name
          ? ZoneId.of(name)
          : ZoneOffset.UTC;
    } catch (DateTimeException e) {
      return ZoneOffset.UTC; // the parser has already complained
    }
  }
}
