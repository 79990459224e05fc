package dev.updraft.api.execution;

import dev.updraft.api.http.ApiProblem;
import dev.updraft.api.http.Call;
import dev.updraft.api.http.Fields;
import dev.updraft.api.http.HttpAnswer;
import dev.updraft.api.http.Router;
import dev.updraft.api.shape.DagShape;
import dev.updraft.api.view.Dags;
import dev.updraft.core.attempt.Tickets.Bearer;
import java.util.List;

/** Health, DAGs and connections for runners. */
final class LookupsApi {
  private final Dags dags;

  LookupsApi(Dags dags) {
    this.dags = dags;
  }

  void routes(Router router, TaskAuth auth) {
    router
        .on("GET", "/execution/health", _ -> HttpAnswer.ok(new Fields().put("status", "healthy")))
        .on(
            "GET",
            "/execution/health/ping",
            _ -> HttpAnswer.ok(new Fields().put("ok", List.of()).put("failing", new Fields())))
        .on("GET", "/execution/dags/{dag_id}", auth.any(this::dag))
        .on("GET", "/execution/connections/{connection_id:path}", auth.any(this::connection));
  }

  private HttpAnswer dag(Call call, Bearer bearer) {
    var dagId = call.path("dag_id");
    var row =
        dags.find(dagId)
            .orElseThrow(() ->
                ApiProblem.notFoundReason("The Dag with dag_id: `" + dagId + "` was not found"))
            .row();
    return HttpAnswer.ok(
        new Fields()
            .put("dag_id", dagId)
            .put("is_paused", row.paused())
            .put("bundle_name", DagShape.BUNDLE)
            .put("bundle_version", null)
            .put("relative_fileloc", row.relativeFileloc())
            .put("owners", String.join(", ", row.owners()))
            .put("tags", row.tags().stream().sorted().toList())
            .put("next_dagrun", row.nextRun() == null ? null : row.nextRun().logicalDate()));
  }

  /** Connections are not stored here: a runner takes them from its environment. */
  private HttpAnswer connection(Call call, Bearer bearer) {
    throw ApiProblem.notFoundReason(
        "Connection with ID " + call.path("connection_id") + " not found");
  }
}
