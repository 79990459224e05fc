package dev.updraft.api.execution;

import dev.updraft.api.http.ApiProblem;
import dev.updraft.api.http.Body;
import dev.updraft.api.http.Call;
import dev.updraft.api.http.Fields;
import dev.updraft.api.http.HttpAnswer;
import dev.updraft.api.http.Router;
import dev.updraft.api.tell.Teller;
import dev.updraft.api.view.Dags;
import dev.updraft.core.attempt.Attempt;
import dev.updraft.core.attempt.Brief;
import dev.updraft.core.attempt.Checkup;
import dev.updraft.core.attempt.Tickets.Bearer;
import dev.updraft.core.dag.Dag;
import dev.updraft.core.dag.Task;
import dev.updraft.core.flow.RunEvent.AttemptLost;
import dev.updraft.core.flow.Work;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.id.AttemptKey;
import dev.updraft.core.port.AttemptStore;
import dev.updraft.core.port.AttemptStore.Change;
import dev.updraft.core.port.Catalog;
import dev.updraft.core.port.LogStore;
import dev.updraft.core.port.RunStore;
import dev.updraft.core.port.RunStore.RunRow;
import dev.updraft.core.port.XComStore;
import dev.updraft.core.port.XComStore.XCom;
import dev.updraft.core.run.TaskInstanceState;
import dev.updraft.core.wire.Json;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Claims of attempts by runners. */
final class ClaimApi {
  private static final int NAME_LENGTH_MAX = 1_000;

  /** So many thousands are cleared in one call. */
  private static final int CLEAR_ROUNDS_MAX = 5;

  private final AttemptStore attempts;
  private final RunStore runs;
  private final Catalog catalog;
  private final Dags dags;
  private final XComStore xcoms;
  private final LogStore logs;
  private final Teller teller;
  private final Rights rights;
  private final InstantSource clock;

  ClaimApi(
      AttemptStore attempts,
      RunStore runs,
      Catalog catalog,
      Dags dags,
      XComStore xcoms,
      LogStore logs,
      Teller teller,
      Rights rights,
      InstantSource clock) {
    this.attempts = attempts;
    this.runs = runs;
    this.catalog = catalog;
    this.dags = dags;
    this.xcoms = xcoms;
    this.logs = logs;
    this.teller = teller;
    this.rights = rights;
    this.clock = clock;
  }

  void routes(Router router, TaskAuth auth) {
    router.on(
        "PATCH", "/execution/task-instances/{task_instance_id}/run", auth.ticket(this::claim));
  }

  private HttpAnswer claim(Call call, Bearer bearer) {
    var runner = runner(call);
    var now = clock.instant();
    if (isNative(call)) {
      clearEarlierTries(bearer.key());
    }
    return switch (attempts.claim(bearer.key(), bearer.id(), runner, now)) {
      case Change.Done(var attempt) -> {
        rights.saw(attempt, now);
        yield HttpAnswer.ok(context(call, bearer, attempt, now));
      }
      case Change.Refused(var attempt) -> throw refused(bearer, attempt, now);
      case Change.Missing() -> throw missing();
    };
  }

  private static Attempt.Runner runner(Call call) {
    var body =
        Body.of(call)
            .only("state", "hostname", "unixname", "pid", "start_date")
            .needs("state", "hostname", "unixname", "pid", "start_date");
    if (body.has("state") && !"running".equals(body.get("state"))) {
      body.error("literal_error", "state", "Input should be 'running'", body.get("state"));
    }
    var hostname = body.requiredText("hostname", NAME_LENGTH_MAX);
    var unixname = body.requiredText("unixname", NAME_LENGTH_MAX);
    var pid = body.integer("pid");
    body.time("start_date");
    body.check();
    return new Attempt.Runner(hostname, unixname, pid == null ? 0 : pid);
  }

  private Fields context(Call call, Bearer bearer, Attempt attempt, Instant now) {
    var run = Optional.ofNullable(runs.get(bearer.key().run())).orElseThrow(() -> noRun(bearer));
    var dag =
        dags.definition(run.dagId(), bearer.version())
            .orElseThrow(() ->
                ApiProblem.notFoundReason("The Dag with ID: `" + run.dagId() + "` was not found"));
    var task = task(dag, bearer.key());
    var keys = isNative(call) ? List.<String>of() : ofEarlierTries(attempt);
    var context = RunContextShape.context(run, task, attempt, keys, ApiVersion.of(call));
    if (isNative(call)) {
      context.put("updraft", Json.tree(brief(run, dag, task, now)));
      if (isBegunBefore(attempt, now)) {
        context.put("updraft_log_next", logs.next(attempt.key()));
      }
    }
    return context;
  }

  /** A try that was rescheduled goes on with what it has pushed, as a deferred task in Airflow. */
  private List<String> ofEarlierTries(Attempt attempt) {
    if (attempt.reschedules() > 0) {
      return List.of();
    }
    var listed = xcoms.list(attempt.key().taskInstance());
    if (listed.size() >= XComStore.LISTED_MAX) {
      clearEarlierTries(attempt.key());
      listed = xcoms.list(attempt.key().taskInstance());
    }
    return listed.stream().map(XCom::key).toList();
  }

  /**
   * Before the claim, so that it may be made again if there is too much to do for one call. A
   * runner of Airflow's clears by itself what it is told, since it may keep values elsewhere.
   */
  private void clearEarlierTries(AttemptKey key) {
    for (int round = 0; key.tryNumber() > 1; round++) {
      if (xcoms.clear(key, XComStore.LISTED_MAX)) {
        return;
      }
      if (round >= CLEAR_ROUNDS_MAX) {
        throw ApiProblem.of(
            503, "the XComs of the tries before are being removed, there are many; claim again");
      }
    }
  }

  private static boolean isNative(Call call) {
    return "native".equals(call.http().header("updraft-runner"));
  }

  /** Rescheduled, handed back, or come again to its runner: it may have a log already. */
  private static boolean isBegunBefore(Attempt attempt, Instant now) {
    var first = attempt.startedAt();
    return first != null && first.isBefore(now.truncatedTo(ChronoUnit.MICROS));
  }

  private Brief brief(RunRow run, Dag dag, Task task, Instant now) {
    var row = catalog.get(run.dagId());
    return Briefs.of(dag, task, run.facts(), row == null ? "" : row.relativeFileloc(), now);
  }

  private static Task task(Dag dag, AttemptKey key) {
    var taskId = key.taskInstance().taskId();
    return dag.tasks().stream()
        .filter(task -> task.taskId().equals(taskId))
        .findFirst()
        .orElseThrow(() -> ApiProblem.notFoundReason("Task " + taskId + " not found"));
  }

  /** A second runner means that the first may be gone: its message came back. */
  private ApiProblem refused(Bearer bearer, Attempt attempt, Instant now) {
    if (!attempt.id().equals(bearer.id())) {
      return missing();
    }
    var silentSince = now.minus(Checkup.SILENCE_MAX);
    if (attempt.state() == TaskInstanceState.RUNNING
        && attempts.lose(bearer.key(), bearer.id(), silentSince, now)
            instanceof Change.Done(var lost)) {
      rights.saw(lost, now);
      teller.tell(
          new AggregateKey.OfRun(bearer.key().run()),
          new AttemptLost(
              Work.of(bearer.key()),
              now,
              "its runner was last heard of at " + attempt.heartbeatAt()),
          bearer.id());
    }
    return ApiProblem.detailed(
        409,
        new Fields()
            .put("reason", "invalid_state")
            .put("message", "TI was not in a state where it could be marked as running")
            .put("previous_state", attempt.state()));
  }

  static ApiProblem missing() {
    return ApiProblem.notFoundReason("Task Instance not found");
  }

  private static ApiProblem noRun(Bearer bearer) {
    var run = bearer.key().run();
    return ApiProblem.notFoundReason(
        "DagRun with dag_id=%s and run_id=%s not found".formatted(run.dagId(), run.runId()));
  }
}
