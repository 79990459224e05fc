package dev.updraft.api.rest;

import dev.updraft.api.http.ApiJson;
import dev.updraft.api.http.ApiProblem;
import dev.updraft.api.http.Call;
import dev.updraft.api.http.Fields;
import dev.updraft.api.http.HttpAnswer;
import dev.updraft.api.http.Listing;
import dev.updraft.api.http.Order;
import dev.updraft.api.http.Router;
import dev.updraft.api.shape.PythonText;
import dev.updraft.api.shape.TaskShape;
import dev.updraft.api.view.Runs;
import dev.updraft.api.view.TaskInstances;
import dev.updraft.api.view.TaskInstances.Row;
import dev.updraft.core.port.RunStore.RunRow;
import dev.updraft.core.port.XComStore;
import dev.updraft.core.port.XComStore.XCom;
import java.util.List;
import java.util.Optional;

/** XComs of a run's task instances. */
public final class XComsApi {
  private static final String XCOMS = TaskInstancesApi.INSTANCES + "/{task_id}/xcomEntries";
  private final XComStore xcoms;
  private final Runs runs;
  private final TaskInstances instances;

  /** Over XComs, runs and their task instances. */
  public XComsApi(XComStore xcoms, Runs runs, TaskInstances instances) {
    this.xcoms = xcoms;
    this.runs = runs;
    this.instances = instances;
  }

  /** Adds the routes. */
  public void routes(Router router) {
    router.on("GET", XCOMS, this::list).on("GET", XCOMS + "/{xcom_key:path}", this::get);
  }

  private HttpAnswer list(Call call) {
    if (call.path("dag_id").equals("~") || call.path("dag_run_id").equals("~")) {
      throw ApiProblem.badRequest(
          "XComs are listed for one run: give a dag_id and a dag_run_id, ~ is for task_id only");
    }
    var entries =
        runs.find(call.path("dag_id"), call.path("dag_run_id")).stream()
            .flatMap(run -> owners(run, call.path("task_id")).stream())
            .flatMap(row -> xcoms.list(row.key()).stream().map(xcom -> new Entry(row, xcom)))
            .toList();
    var page =
        Listing.of(call, entries)
            .anyOf("xcom_key", entry -> entry.xcom().key())
            .anyOf("map_index", entry -> Integer.toString(entry.row().mapIndex()))
            .anyOf("map_index_filter", entry -> Integer.toString(entry.row().mapIndex()))
            .pattern("xcom_key", entry -> entry.xcom().key())
            .pattern("task_id", entry -> entry.row().task().taskId().value())
            .page(
                new Order<Entry>()
                    .by("key", entry -> entry.xcom().key())
                    .by("dag_id", entry -> entry.row().dag().dagId())
                    .by("run_id", entry -> entry.row().run().runId())
                    .by("task_id", entry -> entry.row().task().taskId())
                    .by("map_index", entry -> entry.row().mapIndex())
                    .by("run_after", entry -> entry.row().run().facts().runAfter())
                    .by("timestamp", entry -> entry.xcom().at()),
                "task_id",
                "map_index",
                "key");
    return HttpAnswer.ok(page.as("xcom_entries", entry -> shape(entry.row(), entry.xcom())));
  }

  private List<Row> owners(RunRow run, String taskId) {
    return taskId.equals("~")
        ? instances.ofRun(run).stream().filter(row -> row.tryNumber() > 0).toList()
        : instances.ofTask(run, taskId);
  }

  private HttpAnswer get(Call call) {
    var key = call.path("xcom_key");
    int mapIndex = call.queryInt("map_index", -1, -1);
    var missing = ApiProblem.notFound("XCom entry with key: `" + key + "` not found");
    var row =
        runs.find(call.path("dag_id"), call.path("dag_run_id"))
            .flatMap(run -> instances.find(run, call.path("task_id"), mapIndex))
            .orElseThrow(() -> missing);
    var xcom = Optional.ofNullable(xcoms.get(row.key(), key)).orElseThrow(() -> missing);
    var value = ApiJson.stored(xcom.json());
    boolean stringify = call.queryFlag("stringify");
    return HttpAnswer.ok(
        shape(row, xcom).put("value", stringify && value != null ? PythonText.str(value) : value));
  }

  private static Fields shape(Row row, XCom xcom) {
    return new Fields()
        .put("key", xcom.key())
        .put("timestamp", xcom.at())
        .put("logical_date", row.run().facts().logicalDate())
        .put("map_index", row.mapIndex())
        .put("task_id", row.task().taskId())
        .put("dag_id", row.dag().dagId())
        .put("run_id", row.run().runId())
        .put("dag_display_name", row.dag().displayName())
        .put("task_display_name", TaskShape.displayName(row.task()))
        .put("run_after", row.run().facts().runAfter());
  }

  private record Entry(Row row, XCom xcom) {}
}
