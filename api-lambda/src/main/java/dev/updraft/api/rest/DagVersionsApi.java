package dev.updraft.api.rest;

import dev.updraft.api.http.ApiProblem;
import dev.updraft.api.http.Call;
import dev.updraft.api.http.Fields;
import dev.updraft.api.http.HttpAnswer;
import dev.updraft.api.http.Listing;
import dev.updraft.api.http.Order;
import dev.updraft.api.http.Router;
import dev.updraft.api.shape.DagShape;
import dev.updraft.api.view.Dags;
import dev.updraft.api.view.Dags.Known;
import dev.updraft.core.port.Catalog;
import dev.updraft.core.port.Catalog.VersionRow;
import java.util.List;

/** The versions of DAGs and their source files. */
public final class DagVersionsApi {
  private final Catalog catalog;
  private final Dags dags;

  /** Over the catalog. */
  public DagVersionsApi(Catalog catalog, Dags dags) {
    this.catalog = catalog;
    this.dags = dags;
  }

  /** Adds the routes. */
  public void routes(Router router) {
    router
        .on("GET", "/api/v2/dags/{dag_id}/dagVersions", this::list)
        .on("GET", "/api/v2/dags/{dag_id}/dagVersions/{version_number}", this::get)
        .on("GET", "/api/v2/dagSources/{dag_id}", this::source);
  }

  private HttpAnswer list(Call call) {
    var dagId = call.path("dag_id");
    var known = dagId.equals("~") ? List.<Known>of() : List.of(known(dagId));
    var rows =
        dagId.equals("~")
            ? dags.all().stream()
                .flatMap(row -> dags.version(row.dagId(), row.version()).stream())
                .toList()
            : dags.versions(known.getFirst().row().dagId());
    var number = call.queryInt("version_number");
    var page =
        Listing.of(call, rows)
            .where(row -> number == null || row.number() == number)
            .anyOf("bundle_name", _ -> DagShape.BUNDLE)
            .anyOf("bundle_version", _ -> null)
            .page(
                new Order<VersionRow>()
                    .by("id", VersionRow::number)
                    .by("version_number", VersionRow::number)
                    .by("bundle_name", _ -> DagShape.BUNDLE)
                    .by("bundle_version", _ -> DagShape.BUNDLE),
                "id");
    return HttpAnswer.ok(page.as("dag_versions", this::shape));
  }

  private HttpAnswer get(Call call) {
    var dagId = call.path("dag_id");
    int number = call.pathInt("version_number");
    return Dags.id(dagId)
        .flatMap(id -> dags.version(id, number))
        .map(row -> HttpAnswer.ok(shape(row)))
        .orElseThrow(() ->
            ApiProblem.notFound(
                "The DagVersion with dag_id: `%s` and version_number: `%d` was not found"
                    .formatted(dagId, number)));
  }

  private HttpAnswer source(Call call) {
    var dagId = call.path("dag_id");
    var number = call.queryInt("version_number");
    var found =
        dags.find(dagId)
            .flatMap(known ->
                number == null
                    ? dags.version(known.row().dagId(), known.row().version())
                    : dags.version(known.row().dagId(), number));
    var version =
        found.orElseThrow(() ->
            ApiProblem.notFound(
                "The source code of the Dag %s, version_number %s was not found"
                    .formatted(dagId, number == null ? "None" : number)));
    var source = catalog.source(version.dagId(), version.hash());
    if (source == null) {
      throw ApiProblem.notFound(
          "Code not found. dag_id='%s' version_number='%d'".formatted(dagId, version.number()));
    }
    if (call.accepts("text/plain")) {
      return HttpAnswer.of(200, "text/plain; charset=utf-8", source);
    }
    return HttpAnswer.ok(
        new Fields()
            .put("content", source)
            .put("dag_id", dagId)
            .put("version_number", version.number())
            .put("dag_display_name", displayName(version)));
  }

  private Fields shape(VersionRow row) {
    return DagShape.version(row, displayName(row));
  }

  private String displayName(VersionRow row) {
    return dags.find(row.dagId().value())
        .map(known -> known.row().displayName())
        .orElse(row.dagId().value());
  }

  private Known known(String dagId) {
    return dags.find(dagId)
        .orElseThrow(() -> ApiProblem.notFound("The Dag with ID: `" + dagId + "` was not found"));
  }
}
