package dev.updraft.api.ui;

import dev.updraft.api.http.ApiJson;
import dev.updraft.api.http.ApiProblem;
import dev.updraft.api.http.Call;
import dev.updraft.api.http.Fields;
import dev.updraft.api.http.HttpAnswer;
import dev.updraft.api.http.Listing;
import dev.updraft.api.http.Listing.Paging;
import dev.updraft.api.http.Order;
import dev.updraft.api.http.Router;
import dev.updraft.api.shape.RunShape;
import dev.updraft.api.view.Dags;
import dev.updraft.api.view.Dags.Known;
import dev.updraft.api.view.Runs;
import dev.updraft.api.view.TaskInstances;
import dev.updraft.core.port.RunStore.RunRow;
import dev.updraft.core.run.DagRunState;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The grid: a DAG's tree, its runs, and what became of each node in each run. */
final class GridApi {
  private static final List<String> STATES =
      Arrays.stream(DagRunState.values()).map(DagRunState::airflowName).toList();

  /** How many runs one call may summarise. */
  private static final int SUMMARIES_MAX = 100;

  /** How many versions' trees are laid over each other. */
  private static final int VERSIONS_MAX = 5;

  private final Dags dags;
  private final Runs runs;
  private final TaskInstances instances;
  private final InstantSource clock;

  GridApi(Dags dags, Runs runs, TaskInstances instances, InstantSource clock) {
    this.dags = dags;
    this.runs = runs;
    this.instances = instances;
    this.clock = clock;
  }

  void routes(Router router) {
    router
        .on("GET", "/ui/grid/structure/{dag_id}", this::structure)
        .on("GET", "/ui/grid/runs/{dag_id}", this::runs)
        .on("GET", "/ui/grid/ti_summaries/{dag_id}", this::summaries);
  }

  private HttpAnswer structure(Call call) {
    var known = known(call);
    var merged = new ArrayList<>(rows(Tree.of(Subset.of(known.dag(), call))));
    page(call, known).items().stream()
        .map(run -> run.facts().version())
        .filter(version -> !version.equals(known.row().version()))
        .distinct()
        .limit(VERSIONS_MAX)
        .flatMap(version -> dags.definition(known.row().dagId(), version).stream())
        .forEach(dag -> merge(merged, rows(Tree.of(Subset.of(dag, call)))));
    return HttpAnswer.ok(merged.stream().map(Fields::withoutNulls).toList());
  }

  private static List<Fields> rows(List<Node> nodes) {
    return nodes.stream().map(NodeShape::grid).toList();
  }

  /** Adds what only another version has, below what both have. */
  private static void merge(List<Fields> merged, List<Fields> others) {
    for (var other : others) {
      var same =
          merged.stream()
              .filter(one -> Objects.equals(text(one.get("id")), text(other.get("id"))))
              .findFirst();
      if (same.isEmpty()) {
        merged.add(other);
      } else if (same.get().get("children") instanceof List<?> mine
          && other.get("children") instanceof List<?> theirs) {
        var children = fields(mine);
        merge(children, fields(theirs));
        same.get().put("children", children);
      }
    }
  }

  private static List<Fields> fields(List<?> list) {
    var fields = new ArrayList<Fields>();
    list.forEach(item -> fields.add((Fields) item));
    return fields;
  }

  private static String text(@Nullable Object id) {
    return String.valueOf(id);
  }

  private HttpAnswer runs(Call call) {
    var known = known(call);
    var now = clock.instant();
    var shapes =
        page(call, known).items().stream()
            .map(run ->
                RunShape.grid(
                        run,
                        dags.version(run.dagId(), run.facts().version()).orElse(null),
                        known.row().displayName(),
                        now)
                    .withoutNulls())
            .toList();
    return HttpAnswer.ok(shapes);
  }

  private Paging<RunRow> page(Call call, Known known) {
    var order =
        new Order<RunRow>()
            .by("run_after", run -> run.facts().runAfter())
            .by("logical_date", run -> run.facts().logicalDate())
            .by("start_date", RunRow::startedAt)
            .by("end_date", RunRow::endedAt);
    return Listing.of(call, runs.ofDag(known.row().dagId()))
        .times("run_after", run -> run.facts().runAfter())
        .states("state", STATES, run -> run.state().airflowName())
        .anyOf("run_type", run -> run.facts().type().airflowName())
        .pattern("triggering_user_name", RunRow::triggeringUser)
        .pattern("triggering_user", RunRow::triggeringUser)
        .page(order, "run_after");
  }

  private HttpAnswer summaries(Call call) {
    var dagId = call.path("dag_id");
    var lines = new StringBuilder();
    call.queries("run_ids").stream()
        .distinct()
        .limit(SUMMARIES_MAX)
        .flatMap(runId -> runs.find(dagId, runId).stream())
        .forEach(run -> {
          var rows = instances.ofRun(run);
          if (!rows.isEmpty()) {
            lines.append(ApiJson.write(Summaries.of(run, rows))).append('\n');
          }
        });
    return HttpAnswer.of(200, "application/x-ndjson", lines.toString());
  }

  private Known known(Call call) {
    var dagId = call.path("dag_id");
    return dags.find(dagId)
        .orElseThrow(() -> ApiProblem.notFound("Dag with id " + dagId + " was not found"));
  }
}
