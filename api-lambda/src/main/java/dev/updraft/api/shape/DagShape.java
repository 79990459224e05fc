package dev.updraft.api.shape;

import dev.updraft.api.http.AirflowTime;
import dev.updraft.api.http.ApiJson;
import dev.updraft.api.http.Fields;
import dev.updraft.api.view.Dags.Known;
import dev.updraft.core.dag.Dag;
import dev.updraft.core.flow.Decision.NextRun;
import dev.updraft.core.port.Catalog.DagRow;
import dev.updraft.core.port.Catalog.VersionRow;
import dev.updraft.core.schedule.Schedule;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Airflow's DAGResponse, DAGDetailsResponse and DagVersionResponse. */
public final class DagShape {
  /** What Airflow calls the place DAG files come from; there is one, the DAG folder. */
  public static final String BUNDLE = "dags-folder";

  private DagShape() {}

  /** A DAG. */
  public static Fields of(Known known) {
    var row = known.row();
    var dag = known.dag();
    return new Fields()
        .put("dag_id", row.dagId())
        .put("dag_display_name", row.displayName())
        .put("is_paused", row.paused())
        .put("is_stale", false)
        .put("last_parsed_time", row.lastParsedAt())
        .nulls("last_parse_duration", "last_expired")
        .put("bundle_name", BUNDLE)
        .put("bundle_version", null)
        .put("relative_fileloc", row.relativeFileloc())
        .put("fileloc", row.relativeFileloc())
        .put("description", row.description())
        .put("timetable_summary", row.scheduleSummary())
        .put("timetable_description", row.scheduleDescription())
        .put("timetable_partitioned", false)
        .put("timetable_periodic", isPeriodic(dag.schedule()))
        .put("tags", row.tags().stream().sorted().map(tag -> tag(tag, row)).toList())
        .put("max_active_tasks", dag.limits().maxActiveTasks())
        .put("max_active_runs", dag.limits().maxActiveRuns())
        .put("max_consecutive_failed_dag_runs", dag.limits().maxConsecutiveFailedDagRuns())
        .put("has_task_concurrency_limits", hasTaskLimits(dag))
        .put("has_import_errors", known.hasImportErrors())
        .put("next_dagrun_logical_date", next(row, NextRun::logicalDate))
        .put("next_dagrun_data_interval_start", next(row, NextRun::dataIntervalStart))
        .put("next_dagrun_data_interval_end", next(row, NextRun::dataIntervalEnd))
        .put("next_dagrun_run_after", next(row, NextRun::runAfter))
        .put("allowed_run_types", null)
        .put("owners", row.owners())
        .put("is_backfillable", isPeriodic(dag.schedule()))
        .put("file_token", fileToken(row));
  }

  /** A DAG in detail. */
  public static Fields details(Known known, @Nullable VersionRow version, int activeRuns) {
    var dag = known.dag();
    var limits = dag.limits();
    var timeout = limits.dagrunTimeout();
    return of(known)
        .put("catchup", limits.catchup())
        .put("dag_run_timeout", timeout == null ? null : AirflowTime.duration(timeout))
        .put("asset_expression", AssetShape.of(dag.schedule()))
        .put("doc_md", dag.docMd())
        .put("start_date", dag.startDate())
        .put("end_date", dag.endDate())
        .put("is_paused_upon_creation", limits.isPausedUponCreation())
        .put("params", TaskShape.params(dag.params(), "dag"))
        .put("render_template_as_native_obj", limits.renderTemplateAsNativeObj())
        .put("template_search_path", null)
        .put("timezone", zone(dag.schedule()))
        .put("last_parsed", known.row().lastParsedAt())
        .put("default_args", dag.settings().get("default_args"))
        .nulls("rerun_with_latest_version", "owner_links")
        .put("is_favorite", false)
        .put("active_runs_count", activeRuns)
        .put("concurrency", limits.maxActiveTasks())
        .put(
            "latest_dag_version",
            version == null ? null : version(version, known.row().displayName()));
  }

  /** A version of a DAG. */
  public static Fields version(VersionRow version, String displayName) {
    return new Fields()
        .put("id", Ids.of(version))
        .put("version_number", version.number())
        .put("dag_id", version.dagId())
        .put("bundle_name", BUNDLE)
        .put("bundle_version", null)
        .put("created_at", version.createdAt())
        .put("dag_display_name", displayName)
        .put("bundle_url", null);
  }

  /** Python calls UTC by its name, Java by its offset. */
  private static String zone(Schedule schedule) {
    return schedule instanceof Schedule.Cron cron && !cron.zone().equals(ZoneOffset.UTC)
        ? cron.zone().getId()
        : "UTC";
  }

  private static Fields tag(String name, DagRow row) {
    return new Fields()
        .put("name", name)
        .put("dag_id", row.dagId())
        .put("dag_display_name", row.displayName());
  }

  private static <T> @Nullable T next(DagRow row, Function<NextRun, T> part) {
    var next = row.nextRun();
    return next == null ? null : part.apply(next);
  }

  private static boolean hasTaskLimits(Dag dag) {
    return dag.tasks().stream()
        .anyMatch(task ->
            task.slots().maxActiveTisPerDag() != null
                || task.slots().maxActiveTisPerDagrun() != null);
  }

  private static boolean isPeriodic(Schedule schedule) {
    return switch (schedule) {
      case Schedule.None _, Schedule.Once _, Schedule.Continuous _, Schedule.Assets _ -> false;
      case Schedule.Cron _, Schedule.Delta _, Schedule.Events _, Schedule.Foreign _ -> true;
      case Schedule.AssetsOrTime(var timetable, var _) -> isPeriodic(timetable);
    };
  }

  private static String fileToken(DagRow row) {
    var payload =
        new Fields().put("bundle_name", BUNDLE).put("relative_fileloc", row.relativeFileloc());
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(ApiJson.write(payload).getBytes(StandardCharsets.UTF_8));
  }
}
