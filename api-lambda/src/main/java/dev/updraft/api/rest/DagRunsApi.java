package dev.updraft.api.rest;

import dev.updraft.api.http.ApiProblem;
import dev.updraft.api.http.Body;
import dev.updraft.api.http.Call;
import dev.updraft.api.http.Fields;
import dev.updraft.api.http.HttpAnswer;
import dev.updraft.api.http.Listing;
import dev.updraft.api.http.Order;
import dev.updraft.api.http.Router;
import dev.updraft.api.shape.RunShape;
import dev.updraft.api.tell.Trigger;
import dev.updraft.api.view.Dags;
import dev.updraft.api.view.Dags.Known;
import dev.updraft.api.view.Runs;
import dev.updraft.core.port.RunStore;
import dev.updraft.core.port.RunStore.RunRow;
import dev.updraft.core.run.DagRunState;
import dev.updraft.core.run.DagRunTriggeredBy;
import dev.updraft.core.run.DagRunType;
import dev.updraft.core.schedule.DataInterval;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs of DAGs. */
public final class DagRunsApi {
  static final List<String> STATES =
      Arrays.stream(DagRunState.values()).map(DagRunState::airflowName).toList();
  private static final List<String> TYPES =
      Arrays.stream(DagRunType.values()).map(DagRunType::airflowName).toList();
  private static final List<String> PATCHED_STATES = List.of("queued", "success", "failed");
  private static final String RUNS = "/api/v2/dags/{dag_id}/dagRuns";
  private static final int NOTE_LENGTH_MAX = 1000;
  private static final int ID_LENGTH_MAX = 250;
  private final Dags dags;
  private final Runs runs;
  private final RunStore store;
  private final Trigger trigger;
  private final InstantSource clock;

  /** Over DAGs and their runs. */
  public DagRunsApi(Dags dags, Runs runs, RunStore store, Trigger trigger, InstantSource clock) {
    this.dags = dags;
    this.runs = runs;
    this.store = store;
    this.trigger = trigger;
    this.clock = clock;
  }

  /** Adds the routes. */
  public void routes(Router router) {
    router
        .on("GET", RUNS, this::list)
        .on("POST", RUNS, this::post)
        .on("GET", RUNS + "/{dag_run_id}", this::get)
        .on("PATCH", RUNS + "/{dag_run_id}", this::patch);
  }

  private HttpAnswer list(Call call) {
    var page =
        Listing.of(call, candidates(call))
            .times("run_after", run -> run.facts().runAfter())
            .times("logical_date", run -> run.facts().logicalDate())
            .times("start_date", RunRow::startedAt)
            .times("end_date", RunRow::endedAt)
            .times("updated_at", DagRunsApi::updatedAt)
            .numbers("duration", RunShape::duration)
            .states("state", STATES, run -> run.state().airflowName())
            .kinds("run_type", "run type", TYPES, run -> run.facts().type().airflowName())
            .pattern("run_id", run -> run.runId().value())
            .pattern("dag_id", run -> run.dagId().value())
            .pattern("triggering_user_name", RunRow::triggeringUser)
            .page(order(), "id");
    return HttpAnswer.ok(
        page.as("dag_runs", this::shape)
            .nulls("total_entries_limit", "next_cursor", "previous_cursor"));
  }

  private List<RunRow> candidates(Call call) {
    var dagId = call.path("dag_id");
    return dagId.equals("~") ? runs.latest() : runs.ofDag(known(dagId).row().dagId());
  }

  private static Order<RunRow> order() {
    return new Order<RunRow>()
        .by("id", RunRow::queuedAt)
        .by("state", run -> run.state().airflowName())
        .by("dag_id", RunRow::dagId)
        .by("run_id", RunRow::runId)
        .by("dag_run_id", RunRow::runId)
        .by("logical_date", run -> run.facts().logicalDate())
        .by("run_after", run -> run.facts().runAfter())
        .by("start_date", RunRow::startedAt)
        .by("end_date", RunRow::endedAt)
        .by("updated_at", DagRunsApi::updatedAt)
        .by("duration", RunShape::duration);
  }

  private static Instant updatedAt(RunRow run) {
    if (run.endedAt() != null) {
      return run.endedAt();
    }
    return run.startedAt() == null ? run.queuedAt() : run.startedAt();
  }

  private HttpAnswer get(Call call) {
    return HttpAnswer.ok(shape(run(runs, call)));
  }

  /** Everything is checked before anything is changed, unlike in Airflow. */
  private HttpAnswer patch(Call call) {
    var body = Body.of(call).only("state", "note");
    var note = body.text("note", NOTE_LENGTH_MAX);
    var state = body.word("state", PATCHED_STATES);
    body.check();
    var run = run(runs, call);
    if (state != null && wanted("state", call)) {
      throw ApiProblem.of(
          501,
          "state: a run of this deployment cannot be marked through the API, only its note can");
    }
    return HttpAnswer.ok(
        shape(body.has("note") && wanted("note", call) ? noted(run, note, call) : run));
  }

  private RunRow noted(RunRow run, @Nullable String note, Call call) {
    return Optional.ofNullable(store.note(run.key(), note)).orElseThrow(() -> missing(call));
  }

  private static boolean wanted(String field, Call call) {
    var mask = call.queries("update_mask");
    return mask.isEmpty() || mask.contains(field);
  }

  /** The run a path names. */
  static RunRow run(Runs runs, Call call) {
    return runs.find(call.path("dag_id"), call.path("dag_run_id")).orElseThrow(() -> missing(call));
  }

  private static ApiProblem missing(Call call) {
    return ApiProblem.notFound(
        "The DagRun with dag_id: `%s` and run_id: `%s` was not found"
            .formatted(call.path("dag_id"), call.path("dag_run_id")));
  }

  private HttpAnswer post(Call call) {
    var dagId = call.path("dag_id");
    var body = triggerBody(call);
    var wish = wish(body, call);
    var known =
        dags.find(dagId)
            .orElseThrow(() -> ApiProblem.notFound("Dag with dag_id: '" + dagId + "' not found"));
    if (known.hasImportErrors()) {
      throw ApiProblem.badRequest(
          "Dag with dag_id: '" + dagId + "' has import errors and cannot be triggered");
    }
    if (body.get("partition_key") != null) {
      throw ApiProblem.badRequest(
          "Dag '" + dagId + "' is not a partitioned Dag and does not accept a partition_key.");
    }
    return switch (trigger.trigger(known, wish, clock.instant())) {
      case Trigger.Result.Done(var run) -> HttpAnswer.ok(shape(run));
      case Trigger.Result.Exists(var runId) ->
          throw ApiProblem.duplicate(
              "The DAG '%s' has a run with the id '%s' or with its logical date already"
                  .formatted(dagId, runId));
      case Trigger.Result.Bad(var reason) -> throw ApiProblem.badRequest(reason);
    };
  }

  private static Body triggerBody(Call call) {
    return Body.of(call)
        .only(
            "dag_run_id",
            "data_interval_start",
            "data_interval_end",
            "logical_date",
            "run_after",
            "conf",
            "note",
            "partition_key")
        .needs("logical_date");
  }

  private static Trigger.Wish wish(Body body, Call call) {
    var runId = body.text("dag_run_id", ID_LENGTH_MAX);
    var start = body.time("data_interval_start");
    var end = body.time("data_interval_end");
    var wish =
        new Trigger.Wish(
            runId == null || runId.isEmpty() ? null : runId,
            body.time("logical_date"),
            start == null || end == null ? null : new DataInterval(start, end),
            body.anyTime("run_after"),
            body.object("conf"),
            call.http().header("referer") == null
                ? DagRunTriggeredBy.REST_API
                : DagRunTriggeredBy.UI,
            call.caller().signedInName(),
            body.text("note", NOTE_LENGTH_MAX),
            null);
    if ((body.get("data_interval_start") == null) != (body.get("data_interval_end") == null)) {
      body.reject(
          "Either both data_interval_start and data_interval_end must be provided or both must be"
              + " None");
    }
    body.check();
    return wish;
  }

  private Fields shape(RunRow run) {
    var version = dags.version(run.dagId(), run.facts().version()).orElse(null);
    return RunShape.of(run, version, displayName(run));
  }

  private String displayName(RunRow run) {
    return dags.definition(run.dagId(), run.facts().version())
        .map(dag -> dag.displayName())
        .orElse(run.dagId().value());
  }

  private Known known(String dagId) {
    return dags.find(dagId)
        .orElseThrow(() -> ApiProblem.notFound("The Dag with ID: `" + dagId + "` was not found"));
  }
}
