package dev.updraft.api.rest;

import dev.updraft.api.http.ApiProblem;
import dev.updraft.api.http.Body;
import dev.updraft.api.http.Call;
import dev.updraft.api.http.Fields;
import dev.updraft.api.http.HttpAnswer;
import dev.updraft.api.http.Listing;
import dev.updraft.api.http.Order;
import dev.updraft.api.http.Router;
import dev.updraft.api.shape.DagShape;
import dev.updraft.api.tell.Teller;
import dev.updraft.api.view.Dags;
import dev.updraft.api.view.Dags.Known;
import dev.updraft.api.view.Runs;
import dev.updraft.core.flow.Decision.RecordPlan;
import dev.updraft.core.flow.PlanEvent.PausedSet;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.port.Catalog;
import dev.updraft.core.run.DagRunState;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/** DAGs and their tags. */
public final class DagsApi {
  private final Catalog catalog;
  private final Dags dags;
  private final Runs runs;
  private final DagListing filters;
  private final Teller teller;
  private final InstantSource clock;

  /** Over the catalog and runs. */
  public DagsApi(Catalog catalog, Dags dags, Runs runs, Teller teller, InstantSource clock) {
    this.catalog = catalog;
    this.dags = dags;
    this.runs = runs;
    this.filters = new DagListing(dags, runs);
    this.teller = teller;
    this.clock = clock;
  }

  /** Adds the routes. */
  public void routes(Router router) {
    router
        .on("GET", "/api/v2/dags", this::list)
        .on("GET", "/api/v2/dags/{dag_id}", this::get)
        .on("GET", "/api/v2/dags/{dag_id}/details", this::details)
        .on("PATCH", "/api/v2/dags/{dag_id}", this::patch)
        .on("GET", "/api/v2/dagTags", this::tags);
  }

  private HttpAnswer list(Call call) {
    var page = filters.page(call);
    return HttpAnswer.ok(
        Fields.list("dags", page.items().stream().map(DagShape::of).toList(), page.total()));
  }

  private HttpAnswer get(Call call) {
    return HttpAnswer.ok(DagShape.of(known(call, "The Dag with ID: `%s` was not found")));
  }

  private HttpAnswer details(Call call) {
    var known = known(call, "The Dag with ID: `%s` was not found");
    int active =
        (int)
            runs.ofDag(known.row().dagId()).stream()
                .filter(
                    run -> run.state() == DagRunState.QUEUED || run.state() == DagRunState.RUNNING)
                .count();
    var version = dags.version(known.row().dagId(), known.row().version()).orElse(null);
    return HttpAnswer.ok(DagShape.details(known, version, active));
  }

  private HttpAnswer patch(Call call) {
    var body = Body.of(call).only("is_paused").needs("is_paused");
    var paused = body.bool("is_paused");
    if (body.has("is_paused") && body.get("is_paused") == null) {
      body.error("bool_type", "is_paused", "Input should be a valid boolean", null);
    }
    body.check();
    var known = known(call, "Dag with id: %s was not found");
    var mask = call.queries("update_mask");
    if (!mask.isEmpty() && !mask.equals(List.of("is_paused"))) {
      throw ApiProblem.badRequest("Only `is_paused` field can be updated through the REST API");
    }
    setPaused(known, Boolean.TRUE.equals(paused));
    return HttpAnswer.ok(DagShape.of(known(call, "Dag with id: %s was not found")));
  }

  /** The DAG's plan decides and records it again; the row is changed at once for those who look. */
  private void setPaused(Known known, boolean paused) {
    var row = known.row();
    teller.tell(
        new AggregateKey.OfDag(row.dagId()), new PausedSet(paused), paused, clock.instant());
    catalog.record(new RecordPlan(row.dagId(), row.version(), paused, row.nextRun()));
  }

  private HttpAnswer tags(Call call) {
    var tags = dags.all().stream().flatMap(row -> row.tags().stream()).distinct().sorted().toList();
    var page =
        Listing.of(call, tags)
            .pattern("tag_name", tag -> tag)
            .page(new Order<String>().by("name", Function.identity()), "name");
    return HttpAnswer.ok(Fields.list("tags", page.items(), page.total()));
  }

  private Known known(Call call, String otherwise) {
    var dagId = call.path("dag_id");
    return dags.find(dagId).orElseThrow(() -> ApiProblem.notFound(otherwise.formatted(dagId)));
  }
}
