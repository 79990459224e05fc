package dev.updraft.api.rest;

import dev.updraft.api.http.Call;
import dev.updraft.api.http.Fields;
import dev.updraft.api.http.HttpAnswer;
import dev.updraft.api.http.Router;
import dev.updraft.api.view.Dags;
import dev.updraft.api.view.Runs;
import dev.updraft.core.id.DagId;
import dev.updraft.core.port.RunStore.RunRow;
import dev.updraft.core.run.DagRunState;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** How many runs DAGs have in each state, among the latest {@link Runs#RUNS_MAX}. */
public final class DagStatsApi {
  private final Dags dags;
  private final Runs runs;

  /** Over DAGs and their runs. */
  public DagStatsApi(Dags dags, Runs runs) {
    this.dags = dags;
    this.runs = runs;
  }

  /** Adds the routes. */
  public void routes(Router router) {
    router.on("GET", "/api/v2/dagStats", this::stats);
  }

  private HttpAnswer stats(Call call) {
    var ids = call.queries("dag_ids");
    var counted =
        ids.isEmpty() ? runs.latest().stream() : ids.stream().distinct().flatMap(this::ofDag);
    var counts = new TreeMap<DagId, Map<DagRunState, Integer>>();
    counted.forEach(run ->
        counts
            .computeIfAbsent(run.dagId(), _ -> new EnumMap<>(DagRunState.class))
            .merge(run.state(), 1, Integer::sum));
    var shapes = counts.entrySet().stream().map(e -> shape(e.getKey(), e.getValue())).toList();
    return HttpAnswer.ok(Fields.list("dags", shapes, shapes.size()));
  }

  private Stream<RunRow> ofDag(String dagId) {
    return Dags.id(dagId).stream().flatMap(id -> runs.ofDag(id).stream());
  }

  private Fields shape(DagId dagId, Map<DagRunState, Integer> counts) {
    return new Fields()
        .put("dag_id", dagId)
        .put(
            "dag_display_name",
            dags.find(dagId.value()).map(known -> known.row().displayName()).orElse(dagId.value()))
        .put("stats", states(counts));
  }

  private static List<Fields> states(Map<DagRunState, Integer> counts) {
    return Arrays.stream(DagRunState.values())
        .map(state -> new Fields().put("state", state).put("count", counts.getOrDefault(state, 0)))
        .toList();
  }
}
