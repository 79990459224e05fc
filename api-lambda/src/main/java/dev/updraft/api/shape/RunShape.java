package dev.updraft.api.shape;

import dev.updraft.api.http.AirflowTime;
import dev.updraft.api.http.Fields;
import dev.updraft.core.port.Catalog.VersionRow;
import dev.updraft.core.port.RunStore.RunRow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Airflow's DAGRunResponse, GridRunsResponse and DAGRunLightResponse. */
public final class RunShape {
  private RunShape() {}

  /** A run. */
  public static Fields of(RunRow run, @Nullable VersionRow version, String displayName) {
    var facts = run.facts();
    return new Fields()
        .put("dag_run_id", run.runId())
        .put("dag_id", run.dagId())
        .put("logical_date", facts.logicalDate())
        .put("queued_at", run.queuedAt())
        .put("start_date", run.startedAt())
        .put("end_date", run.endedAt())
        .put("duration", duration(run))
        .put("data_interval_start", facts.dataIntervalStart())
        .put("data_interval_end", facts.dataIntervalEnd())
        .put("run_after", facts.runAfter())
        .put("last_scheduling_decision", run.startedAt())
        .put("run_type", facts.type())
        .put("state", run.state())
        .put("triggered_by", run.triggeredBy())
        .put("triggering_user_name", run.triggeringUser())
        .put("conf", run.conf())
        .put("note", run.note())
        .put("dag_versions", versions(version, displayName))
        .put("bundle_version", null)
        .put("dag_display_name", displayName)
        .nulls("partition_key", "partition_date");
  }

  /** A run as the grid shows it. */
  public static Fields grid(
      RunRow run, @Nullable VersionRow version, String displayName, Instant now) {
    var started = run.startedAt();
    var ended = run.endedAt() == null ? now : run.endedAt();
    return new Fields()
        .put("dag_id", run.dagId())
        .put("run_id", run.runId())
        .put("queued_at", run.queuedAt())
        .put("start_date", started)
        .put("end_date", run.endedAt())
        .put("run_after", run.facts().runAfter())
        .put("state", run.state())
        .put("run_type", run.facts().type())
        .put("dag_versions", versions(version, displayName))
        .put("has_missed_deadline", false)
        .put("has_note", run.note() != null)
        .put("duration", started == null ? 0 : AirflowTime.seconds(started, ended));
  }

  /** A run in short. */
  public static Fields light(RunRow run) {
    return new Fields()
        .put("id", Ids.number(run.key().toString()))
        .put("dag_id", run.dagId())
        .put("run_id", run.runId())
        .put("logical_date", run.facts().logicalDate())
        .put("run_after", run.facts().runAfter())
        .put("start_date", run.startedAt())
        .put("end_date", run.endedAt())
        .put("state", run.state())
        .put("duration", duration(run));
  }

  /** How long a run took, in seconds; null before its end. */
  public static @Nullable Double duration(RunRow run) {
    var started = run.startedAt();
    var ended = run.endedAt();
    return started == null || ended == null ? null : AirflowTime.seconds(started, ended);
  }

  private static List<Fields> versions(@Nullable VersionRow version, String displayName) {
    return version == null ? List.of() : List.of(DagShape.version(version, displayName));
  }
}
