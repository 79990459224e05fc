package dev.updraft.api.rest;

import dev.updraft.api.http.ApiProblem;
import dev.updraft.api.http.Call;
import dev.updraft.api.http.Fields;
import dev.updraft.api.http.HttpAnswer;
import dev.updraft.api.http.Listing;
import dev.updraft.api.http.Order;
import dev.updraft.api.http.Router;
import dev.updraft.api.shape.DagShape;
import dev.updraft.api.shape.Ids;
import dev.updraft.api.view.Paged;
import dev.updraft.core.port.Catalog;
import dev.updraft.core.port.Catalog.FileRow;
import java.util.List;

/** DAG files that could not be read, one import error a file. */
public final class ImportErrorsApi {
  private static final int FILES_MAX = 10_000;
  private final Catalog catalog;

  /** Over the catalog. */
  public ImportErrorsApi(Catalog catalog) {
    this.catalog = catalog;
  }

  /** Adds the routes. */
  public void routes(Router router) {
    router
        .on("GET", "/api/v2/importErrors", this::list)
        .on("GET", "/api/v2/importErrors/{import_error_id}", this::get);
  }

  private HttpAnswer list(Call call) {
    var page =
        Listing.of(call, broken())
            .pattern("filename", FileRow::relativeFileloc)
            .anyOf("filename", FileRow::relativeFileloc)
            .anyOf("bundle_name", _ -> DagShape.BUNDLE)
            .page(
                new Order<FileRow>()
                    .by("id", FileRow::relativeFileloc)
                    .by("import_error_id", FileRow::relativeFileloc)
                    .by("filename", FileRow::relativeFileloc)
                    .by("bundle_name", _ -> DagShape.BUNDLE)
                    .by("stacktrace", file -> String.join("\n", file.errors()))
                    .by("timestamp", FileRow::parsedAt),
                "id");
    return HttpAnswer.ok(page.as("import_errors", ImportErrorsApi::shape));
  }

  private HttpAnswer get(Call call) {
    int id = call.pathInt("import_error_id");
    return broken().stream()
        .filter(file -> Ids.number(file.relativeFileloc()) == id)
        .findFirst()
        .map(file -> HttpAnswer.ok(shape(file)))
        .orElseThrow(() ->
            ApiProblem.notFound(
                "The ImportError with import_error_id: `" + id + "` was not found"));
  }

  private List<FileRow> broken() {
    return Paged.first(FILES_MAX, catalog::files).stream()
        .filter(file -> !file.errors().isEmpty())
        .toList();
  }

  private static Fields shape(FileRow file) {
    return new Fields()
        .put("import_error_id", Ids.number(file.relativeFileloc()))
        .put("timestamp", file.parsedAt())
        .put("filename", file.relativeFileloc())
        .put("bundle_name", DagShape.BUNDLE)
        .put("stack_trace", String.join("\n", file.errors()));
  }
}
