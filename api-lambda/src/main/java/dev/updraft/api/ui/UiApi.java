package dev.updraft.api.ui;

import dev.updraft.api.http.ApiProblem;
import dev.updraft.api.http.Call;
import dev.updraft.api.http.Caller;
import dev.updraft.api.http.Fields;
import dev.updraft.api.http.HttpAnswer;
import dev.updraft.api.http.Listing;
import dev.updraft.api.http.Router;
import dev.updraft.api.rest.DagListing;
import dev.updraft.api.shape.AssetShape;
import dev.updraft.api.shape.DagShape;
import dev.updraft.api.shape.RunShape;
import dev.updraft.api.view.Dags;
import dev.updraft.api.view.Dags.Known;
import dev.updraft.api.view.Runs;
import dev.updraft.api.view.TaskInstances;
import dev.updraft.core.id.DagId;
import dev.updraft.core.port.Catalog.DagRow;
import dev.updraft.core.port.RunStore.RunRow;
import dev.updraft.core.run.DagRunState;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The UI's settings, its DAG list and dashboard; with grid and graph, all of {@code /ui}. */
public final class UiApi {
  private static final int RUNS_DEFAULT = 10;
  private static final int AUTO_REFRESH_SECONDS = 3;
  private final Dags dags;
  private final Runs runs;
  private final DagListing listing;
  private final GridApi grid;
  private final StructureApi structure;

  /** Over DAGs, runs and task instances. */
  public UiApi(Dags dags, Runs runs, TaskInstances instances, InstantSource clock) {
    this.dags = dags;
    this.runs = runs;
    this.listing = new DagListing(dags, runs);
    this.grid = new GridApi(dags, runs, instances, clock);
    this.structure = new StructureApi(dags);
  }

  /** Adds the routes. */
  public void routes(Router router) {
    router
        .on("GET", "/ui/config", _ -> HttpAnswer.ok(config()))
        .on("GET", "/ui/auth/me", call -> HttpAnswer.ok(me(call.caller())))
        .on("GET", "/ui/auth/menus", call -> HttpAnswer.ok(menus(call.caller())))
        .on("GET", "/ui/dags", this::list)
        .on("GET", "/ui/dags/{dag_id}/latest_run", this::latestRun)
        .on("GET", "/ui/dashboard/dag_stats", _ -> HttpAnswer.ok(stats()));
    grid.routes(router);
    structure.routes(router);
  }

  private static Fields config() {
    return new Fields()
        .put("fallback_page_limit", Listing.LIMIT_DEFAULT)
        .put("auto_refresh_interval", AUTO_REFRESH_SECONDS)
        .put("hide_paused_dags_by_default", false)
        .put("instance_name", "Updraft")
        .put("enable_swagger_ui", false)
        .put("require_confirmation_dag_change", false)
        .put("default_wrap", false)
        .put("test_connection", "Disabled")
        .put("dashboard_alert", List.of())
        .put("show_external_log_redirect", false)
        .nulls("external_log_name", "theme")
        .put("multi_team", false)
        .put("rerun_with_latest_version", null);
  }

  /** Airflow's fields; beside them the role, so that a page need not offer what it forbids. */
  private static Fields me(Caller caller) {
    return new Fields()
        .put("id", caller.id())
        .put("username", caller.username())
        .putIfKnown("role", caller.role());
  }

  private static Fields menus(Caller caller) {
    var items =
        switch (caller.role()) {
          case "Public" -> List.of();
          case "Viewer", "User" -> List.of("Dags");
          case null, default -> List.of("Dags", "Pools", "Variables", "XComs");
        };
    return new Fields().put("authorized_menu_items", items).put("extra_menu_items", List.of());
  }

  private HttpAnswer list(Call call) {
    int runsLimit = Math.min(call.queryInt("dag_runs_limit", RUNS_DEFAULT, 0), Listing.LIMIT_MAX);
    var page = listing.page(call);
    return HttpAnswer.ok(
        new Fields()
            .put("total_entries", page.total())
            .put("dags", page.items().stream().map(known -> shape(known, runsLimit)).toList()));
  }

  private Fields shape(Known known, int runsLimit) {
    var latest =
        runsLimit == 0
            ? List.<Fields>of()
            : runs.ofDag(known.row().dagId(), runsLimit).stream().map(RunShape::light).toList();
    return DagShape.of(known)
        .put("asset_expression", AssetShape.of(known.dag().schedule()))
        .put("latest_dag_runs", latest)
        .put("pending_actions", List.of())
        .put("is_favorite", false)
        .withoutNulls();
  }

  private HttpAnswer latestRun(Call call) {
    var dagId = call.path("dag_id");
    if (dagId.equals("~")) {
      throw ApiProblem.badRequest(
          "`~` was supplied as dag_id, but querying multiple dags is not supported.");
    }
    return Dags.id(dagId).stream()
        .flatMap(id -> runs.ofDag(id, 1).stream())
        .findFirst()
        .map(run -> HttpAnswer.ok(RunShape.light(run)))
        .orElseGet(HttpAnswer::jsonNull);
  }

  /** Counted over the latest runs of all DAGs, so that it costs the same with many DAGs. */
  private Fields stats() {
    var rows = dags.all();
    var listed = rows.stream().map(DagRow::dagId).collect(Collectors.toSet());
    var latest = runs.latest();
    var last = new HashMap<DagId, RunRow>();
    latest.stream()
        .filter(run -> run.facts().logicalDate() != null)
        .forEach(run -> last.putIfAbsent(run.dagId(), run));
    return new Fields()
        .put("active_dag_count", rows.stream().filter(row -> !row.paused()).count())
        .put("failed_dag_count", failed(last, listed))
        .put("running_dag_count", dagsWith(DagRunState.RUNNING, latest, listed))
        .put("queued_dag_count", dagsWith(DagRunState.QUEUED, latest, listed));
  }

  private static long failed(Map<DagId, RunRow> last, Set<DagId> listed) {
    return last.values().stream()
        .filter(run -> listed.contains(run.dagId()) && run.state() == DagRunState.FAILED)
        .count();
  }

  private static long dagsWith(DagRunState state, List<RunRow> latest, Set<DagId> listed) {
    return latest.stream()
        .filter(run -> run.state() == state && listed.contains(run.dagId()))
        .map(RunRow::dagId)
        .distinct()
        .count();
  }
}
