package dev.updraft.api.ui;

import dev.updraft.api.http.ApiProblem;
import dev.updraft.api.http.Call;
import dev.updraft.api.http.Fields;
import dev.updraft.api.http.HttpAnswer;
import dev.updraft.api.http.Router;
import dev.updraft.api.view.Dags;
import dev.updraft.core.dag.Dag;
import dev.updraft.core.dag.Task;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The graph: nodes, nested by groups, and the edges between them. */
final class StructureApi {
  private final Dags dags;

  StructureApi(Dags dags) {
    this.dags = dags;
  }

  void routes(Router router) {
    router.on("GET", "/ui/structure/structure_data", this::structure);
  }

  private HttpAnswer structure(Call call) {
    var dag = Subset.of(dag(call), call);
    var nodes = Tree.of(dag).stream().map(node -> NodeShape.graph(node, dag)).toList();
    return HttpAnswer.ok(new Fields().put("edges", edges(dag)).put("nodes", nodes));
  }

  private static List<Fields> edges(Dag dag) {
    var setups = withRole(dag, Task.Role.SETUP);
    var teardowns = withRole(dag, Task.Role.TEARDOWN);
    return Joins.edges(dag).stream()
        .map(edge ->
            new Fields()
                .put("source_id", edge.source())
                .put("target_id", edge.target())
                .put("is_setup_teardown", isBetween(edge, setups, teardowns))
                .nulls("label", "is_source_asset"))
        .toList();
  }

  private static @Nullable Boolean isBetween(
      Joins.Arrow edge, Set<String> sources, Set<String> targets) {
    boolean between = sources.contains(edge.source()) && targets.contains(edge.target());
    return between ? Boolean.TRUE : null;
  }

  private static Set<String> withRole(Dag dag, Task.Role role) {
    return dag.tasks().stream()
        .filter(task -> task.role() == role)
        .map(task -> task.taskId().value())
        .collect(Collectors.toSet());
  }

  private Dag dag(Call call) {
    var dagId = call.query("dag_id");
    if (dagId == null) {
      throw ApiProblem.invalid("missing", List.of("query", "dag_id"), "Field required", null);
    }
    var known =
        dags.find(dagId)
            .orElseThrow(() -> ApiProblem.notFound("Dag with id " + dagId + " was not found"));
    var number = call.queryInt("version_number");
    return number == null
        ? known.dag()
        : dags.version(known.row().dagId(), number)
            .flatMap(version -> dags.definition(version.dagId(), version.hash()))
            .orElseThrow(() ->
                ApiProblem.notFound(
                    "Dag with id %s and version number %d was not found".formatted(dagId, number)));
  }
}
