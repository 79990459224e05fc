package dev.updraft.api.execution;

import dev.updraft.api.http.ApiJson;
import dev.updraft.api.http.ApiProblem;
import dev.updraft.api.http.Body;
import dev.updraft.api.http.Call;
import dev.updraft.api.http.Fields;
import dev.updraft.api.http.HttpAnswer;
import dev.updraft.api.http.Router;
import dev.updraft.api.tell.Teller;
import dev.updraft.api.view.Recent;
import dev.updraft.core.attempt.Attempt;
import dev.updraft.core.attempt.Tickets.Bearer;
import dev.updraft.core.flow.RunEvent.AttemptFinished;
import dev.updraft.core.flow.Work;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.port.AttemptStore;
import dev.updraft.core.port.AttemptStore.Change;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Heartbeats and ends of attempts. */
final class StateApi {
  /** A heartbeat is stored at most so often. */
  static final Duration HEARTBEAT_STORED_EVERY = Duration.ofSeconds(20);

  private static final String TASK_INSTANCE = "/execution/task-instances/{task_instance_id}";
  private static final int HEARTBEATS_KEPT = 10_000;
  private static final int HOSTNAME_LENGTH_MAX = 1_000;
  private final AttemptStore attempts;
  private final Teller teller;
  private final Rights rights;
  private final InstantSource clock;
  private final Recent<Beat, Instant> beats = new Recent<>(HEARTBEATS_KEPT);

  StateApi(AttemptStore attempts, Teller teller, Rights rights, InstantSource clock) {
    this.attempts = attempts;
    this.teller = teller;
    this.rights = rights;
    this.clock = clock;
  }

  void routes(Router router, TaskAuth auth) {
    router
        .on("PUT", TASK_INSTANCE + "/heartbeat", auth.conditioned(this::heartbeat))
        .on("PATCH", TASK_INSTANCE + "/state", auth.conditioned(this::state));
  }

  private HttpAnswer heartbeat(Call call, Bearer bearer) {
    var beat = beat(call, bearer);
    var now = clock.instant();
    var stored = beats.get(beat);
    if (stored != null && now.isBefore(stored.plus(HEARTBEAT_STORED_EVERY))) {
      return HttpAnswer.empty(204);
    }
    return switch (attempts.heartbeat(bearer.key(), bearer.id(), null, now)) {
      case Change.Done(var attempt) -> {
        var elsewhere = elsewhere(attempt, beat);
        if (elsewhere != null) {
          throw elsewhere;
        }
        beats.put(beat, now);
        rights.saw(attempt, now);
        yield HttpAnswer.empty(204);
      }
      case Change.Refused(var attempt) -> {
        rights.saw(attempt, now);
        throw notRunning(attempt, beat);
      }
      case Change.Missing() -> throw ClaimApi.missing();
    };
  }

  private static Beat beat(Call call, Bearer bearer) {
    var body = Body.of(call).only("hostname", "pid").needs("hostname", "pid");
    var hostname = body.requiredText("hostname", HOSTNAME_LENGTH_MAX);
    var pid = body.integer("pid");
    body.check();
    return new Beat(bearer, hostname, pid == null ? 0 : pid);
  }

  /** As in Airflow, who else runs it matters more than that this one does not. */
  private static ApiProblem notRunning(Attempt attempt, Beat beat) {
    if (!attempt.id().equals(beat.bearer().id())) {
      return ClaimApi.missing();
    }
    var elsewhere = elsewhere(attempt, beat);
    return elsewhere != null
        ? elsewhere
        : ApiProblem.detailed(
            409,
            new Fields()
                .put("reason", "not_running")
                .put("message", "TI is no longer in the running state and task should terminate")
                .put("current_state", attempt.state()));
  }

  private static @Nullable ApiProblem elsewhere(Attempt attempt, Beat beat) {
    var runner = attempt.runner();
    if (runner == null
        || (runner.hostname().equals(beat.hostname()) && runner.pid() == beat.pid())) {
      return null;
    }
    return ApiProblem.detailed(
        409,
        new Fields()
            .put("reason", "running_elsewhere")
            .put("message", "TI is already running elsewhere")
            .put("current_hostname", runner.hostname())
            .put("current_pid", runner.pid()));
  }

  private HttpAnswer state(Call call, Bearer bearer) {
    var now = clock.instant();
    var ending = Ending.of(call, now);
    var change =
        attempts.finish(bearer.key(), bearer.id(), ending.state(), ending.at(), logTail(ending));
    switch (change) {
      case Change.Done(var attempt) -> {
        rights.saw(attempt, now);
        tell(attempt, ending);
      }
      case Change.Refused(var attempt) -> throw notRunning(attempt, bearer);
      case Change.Missing() -> throw ClaimApi.missing();
    }
    if (ending.unsupported() != null) {
      throw Ending.unsupported(ending.unsupported());
    }
    return HttpAnswer.empty(204);
  }

  private static @Nullable String logTail(Ending ending) {
    return ending.unsupported() == null
        ? ending.logTail()
        : ApiJson.write(
                new Fields()
                    .put("timestamp", ending.at())
                    .put("level", "error")
                    .put("event", "Task failed: " + ending.unsupported()))
            + "\n";
  }

  /** The row holds the end before the run hears of it; told again, the run changes nothing. */
  private void tell(Attempt attempt, Ending ending) {
    teller.tell(
        new AggregateKey.OfRun(attempt.key().run()),
        new AttemptFinished(
            Work.of(attempt.key()), ending.outcome(attempt), attempt.skipDownstream(), ending.at()),
        attempt.id(),
        ending.state(),
        attempt.reschedules());
  }

  private static ApiProblem notRunning(Attempt attempt, Bearer bearer) {
    if (!attempt.id().equals(bearer.id())) {
      return ClaimApi.missing();
    }
    return ApiProblem.detailed(
        409,
        new Fields()
            .put("reason", "invalid_state")
            .put("message", "TI was not in the running state so it cannot be updated")
            .put("previous_state", attempt.state()));
  }

  private record Beat(Bearer bearer, String hostname, long pid) {}
}
