package dev.updraft.api.execution;

import dev.updraft.api.http.ApiProblem;
import dev.updraft.api.http.Body;
import dev.updraft.api.http.Call;
import dev.updraft.api.http.Fields;
import dev.updraft.api.http.HttpAnswer;
import dev.updraft.api.http.Router;
import dev.updraft.api.tell.Digest;
import dev.updraft.api.tell.Trigger;
import dev.updraft.api.view.Dags;
import dev.updraft.api.view.Runs;
import dev.updraft.core.attempt.Tickets.Bearer;
import dev.updraft.core.port.RunStore.RunRow;
import dev.updraft.core.run.DagRunState;
import dev.updraft.core.run.DagRunTriggeredBy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs for runners: triggered by TriggerDagRun, watched by ExternalTask sensors. */
final class TaskDagRunsApi {
  private static final String RUN = "/execution/dag-runs/{dag_id}/{run_id}";
  private static final String PREVIOUS_MOVED = "2026-04-06";
  private static final int NOTE_LENGTH_MAX = 1_000;
  private final Dags dags;
  private final Runs runs;
  private final Trigger trigger;
  private final InstantSource clock;

  TaskDagRunsApi(Dags dags, Runs runs, Trigger trigger, InstantSource clock) {
    this.dags = dags;
    this.runs = runs;
    this.trigger = trigger;
    this.clock = clock;
  }

  void routes(Router router, TaskAuth auth) {
    router
        .on("GET", "/execution/dag-runs/count", auth.any(this::count))
        .on("GET", "/execution/dag-runs/previous", auth.any(this::previous))
        .on("GET", RUN + "/state", auth.any(this::state))
        .on("GET", RUN, auth.any(this::get))
        .on("POST", RUN, auth.any(this::post));
  }

  private HttpAnswer get(Call call, Bearer bearer) {
    var version = ApiVersion.of(call);
    if (call.path("run_id").equals("previous") && version.isBefore(PREVIOUS_MOVED)) {
      return previous(call, call.path("dag_id"));
    }
    return HttpAnswer.ok(version.run(RunContextShape.run(run(call))));
  }

  private HttpAnswer state(Call call, Bearer bearer) {
    return HttpAnswer.ok(new Fields().put("state", run(call).state()));
  }

  private HttpAnswer count(Call call, Bearer bearer) {
    var runIds = new HashSet<>(call.queries("run_ids"));
    var states = new HashSet<>(call.queries("states"));
    var dates = RunChoice.dates(call);
    long count =
        Dags.id(required(call, "dag_id")).map(runs::ofDag).orElse(List.of()).stream()
            .filter(run -> runIds.isEmpty() || runIds.contains(run.runId().value()))
            .filter(run -> states.isEmpty() || states.contains(run.state().airflowName()))
            .filter(run -> dates.isEmpty() || isAmong(run, dates))
            .count();
    return HttpAnswer.ok(count);
  }

  private static boolean isAmong(RunRow run, Set<Instant> dates) {
    var date = run.facts().logicalDate();
    return date != null && dates.contains(date);
  }

  private HttpAnswer previous(Call call, Bearer bearer) {
    return previous(call, required(call, "dag_id"));
  }

  private HttpAnswer previous(Call call, String dagId) {
    required(call, "logical_date");
    var date = call.queryTime("logical_date");
    var state = state(call.query("state"));
    return Dags.id(dagId)
        .flatMap(id -> date == null ? Optional.empty() : runs.previous(id, date, state))
        .map(run -> HttpAnswer.ok(ApiVersion.of(call).run(RunContextShape.run(run))))
        .orElseGet(HttpAnswer::jsonNull);
  }

  private static @Nullable DagRunState state(@Nullable String text) {
    try {
      return text == null ? null : DagRunState.of(text);
    } catch (IllegalArgumentException e) {
      throw ApiProblem.invalid(
          "enum",
          List.of("query", "state"),
          "Input should be 'queued', 'running', 'success' or 'failed'",
          text);
    }
  }

  /** A query parameter that must be there. */
  static String required(Call call, String name) {
    var value = call.query(name);
    if (value == null) {
      throw ApiProblem.invalid("missing", List.of("query", name), "Field required", null);
    }
    return value;
  }

  private HttpAnswer post(Call call, Bearer bearer) {
    var dagId = call.path("dag_id");
    var wish = wish(call, bearer);
    var known =
        dags.find(dagId)
            .orElseThrow(
                () -> ApiProblem.notFoundReason("Dag with dag_id: '" + dagId + "' not found"));
    if (known.hasImportErrors()) {
      throw ApiProblem.reason(
          400,
          "import_errors",
          "Dag with dag_id '" + dagId + "' has import errors and cannot be triggered");
    }
    return switch (trigger.trigger(known, wish, clock.instant())) {
      case Trigger.Result.Done _ -> HttpAnswer.empty(204);
      case Trigger.Result.Exists(var runId) ->
          throw ApiProblem.reason(
              409,
              "already_exists",
              "A run already exists for Dag '%s' with run_id '%s'".formatted(dagId, runId));
      case Trigger.Result.Bad(var reason) -> throw ApiProblem.reason(400, "value_error", reason);
    };
  }

  private Trigger.Wish wish(Call call, Bearer bearer) {
    var body =
        Body.of(call)
            .only("logical_date", "run_after", "conf", "reset_dag_run", "partition_key", "note");
    var logicalDate = body.time("logical_date");
    var runAfter = body.time("run_after");
    var conf = body.object("conf");
    var note = body.text("note", NOTE_LENGTH_MAX);
    body.bool("reset_dag_run");
    body.check();
    if (body.get("partition_key") != null) {
      throw ApiProblem.reason(
          400, "not_partitioned", "DAGs of this deployment are not partitioned");
    }
    var parent = bearer.key().run();
    var user =
        runs.find(parent.dagId().value(), parent.runId().value())
            .map(RunRow::triggeringUser)
            .orElse(null);
    return new Trigger.Wish(
        call.path("run_id"),
        logicalDate,
        null,
        runAfter,
        conf,
        DagRunTriggeredBy.OPERATOR,
        user,
        note,
        request(call, bearer));
  }

  /**
   * A runner that gets no answer asks again, and must not take its own run for somebody else's. The
   * same attempt asking for another run of the same id is not the same request.
   */
  private static String request(Call call, Bearer bearer) {
    return bearer.id() + " " + Digest.sha256(call.http().body());
  }

  private RunRow run(Call call) {
    var dagId = call.path("dag_id");
    var runId = call.path("run_id");
    return runs.find(dagId, runId)
        .orElseThrow(() ->
            ApiProblem.notFoundReason(
                "Dag run with dag_id '%s' and run_id '%s' was not found".formatted(dagId, runId)));
  }
}
