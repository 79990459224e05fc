package dev.updraft.api.rest;

import dev.updraft.api.http.Call;
import dev.updraft.api.http.Listing;
import dev.updraft.api.http.Listing.Paging;
import dev.updraft.api.http.Order;
import dev.updraft.api.shape.AssetShape;
import dev.updraft.api.shape.DagShape;
import dev.updraft.api.view.Dags;
import dev.updraft.api.view.Dags.Known;
import dev.updraft.api.view.Runs;
import dev.updraft.core.port.Catalog.DagRow;
import dev.updraft.core.port.RunStore.RunRow;
import dev.updraft.core.run.DagRunState;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lists of DAGs, filtered and ordered as Airflow's {@code GET /dags} and {@code GET /ui/dags} are.
 * Rows are filtered first; definitions, files and runs are read where a filter or the page needs
 * them.
 */
public final class DagListing {
  private static final List<String> RUN_STATES =
      Arrays.stream(DagRunState.values()).map(DagRunState::airflowName).toList();
  private final Dags dags;
  private final Runs runs;

  /** Over DAGs and their runs. */
  public DagListing(Dags dags, Runs runs) {
    this.dags = dags;
    this.runs = runs;
  }

  /** The page a call asks for. */
  public Paging<Known> page(Call call) {
    var latest = new Latest();
    var listing =
        Listing.of(call, dags.all())
            .pattern("dag_id", row -> row.dagId().value())
            .pattern("dag_display_name", DagRow::displayName)
            .anyOf("dag_ids", row -> row.dagId().value())
            .anyOf("bundle_name", _ -> DagShape.BUNDLE)
            .anyOf("bundle_version", _ -> null)
            .state("last_dag_run_state", RUN_STATES, latest::state)
            .state("dag_run_state", RUN_STATES, latest::state);
    byTags(call, listing);
    byOwners(call, listing);
    byFlags(call, listing);
    var page = listing.page(order(latest), "dag_id");
    return new Paging<>(
        page.items().stream().map(dags::known).flatMap(Optional::stream).toList(), page.total());
  }

  private static void byTags(Call call, Listing<DagRow> listing) {
    var tags = call.queries("tags");
    boolean all = "all".equals(call.queryWord("tags_match_mode", List.of("any", "all")));
    if (!tags.isEmpty()) {
      listing.where(
          row -> all ? row.tags().containsAll(tags) : row.tags().stream().anyMatch(tags::contains));
    }
  }

  private static void byOwners(Call call, Listing<DagRow> listing) {
    var owners = new HashSet<>(call.queries("owners"));
    if (!owners.isEmpty()) {
      listing.where(row -> row.owners().stream().anyMatch(owners::contains));
    }
  }

  private void byFlags(Call call, Listing<DagRow> listing) {
    var paused = call.queryBoolean("paused");
    if (paused != null) {
      listing.where(row -> row.paused() == paused);
    }
    var broken = call.queryBoolean("has_import_errors");
    if (broken != null) {
      listing.where(
          row -> dags.known(row).map(Known::hasImportErrors).orElse(false).equals(broken));
    }
    var assets = call.queryBoolean("has_asset_schedule");
    if (assets != null) {
      listing.where(row -> waitsForAssets(row) == assets);
    }
    if (call.queryFlag("is_favorite")) {
      listing.where(_ -> false);
    }
  }

  private boolean waitsForAssets(DagRow row) {
    return dags.definition(row.dagId(), row.version())
        .map(dag -> AssetShape.of(dag.schedule()) != null)
        .orElse(false);
  }

  private static Order<DagRow> order(Latest latest) {
    return new Order<DagRow>()
        .by("dag_id", DagRow::dagId)
        .by("dag_display_name", DagRow::displayName)
        .by("next_dagrun", row -> row.nextRun() == null ? null : row.nextRun().runAfter())
        .by("state", latest::state)
        .by("start_date", row -> latest.of(row).map(RunRow::startedAt).orElse(null))
        .by("last_run_state", latest::state)
        .by("last_run_start_date", row -> latest.of(row).map(RunRow::startedAt).orElse(null));
  }

  /** The latest run of each DAG that is asked about, read once. */
  private final class Latest {
    private final Map<DagRow, Optional<RunRow>> read = new HashMap<>();

    Optional<RunRow> of(DagRow row) {
      return read.computeIfAbsent(row, key -> runs.ofDag(key.dagId(), 1).stream().findFirst());
    }

    @Nullable String state(DagRow row) {
      return of(row).map(run -> run.state().airflowName()).orElse(null);
    }
  }
}
