package dev.updraft.api.execution;

import dev.updraft.api.Backend;
import dev.updraft.api.http.Router;
import dev.updraft.api.tell.Teller;
import dev.updraft.api.tell.Trigger;
import dev.updraft.api.view.Dags;
import dev.updraft.api.view.Runs;
import dev.updraft.api.view.TaskInstances;
import dev.updraft.core.attempt.Tickets;
import java.time.InstantSource;

/** The Task Execution API, put together. */
public final class ExecutionApi {
  private final TaskAuth auth;
  private final ClaimApi claims;
  private final StateApi states;
  private final AttemptApi attempts;
  private final TaskQueriesApi queries;
  private final TaskXComsApi xcoms;
  private final TaskVariablesApi variables;
  private final TaskDagRunsApi dagRuns;
  private final LookupsApi lookups;
  private final FilesApi files;

  /** Over the ports and what reads and tells over them. */
  public ExecutionApi(
      Backend backend,
      Dags dags,
      TaskInstances instances,
      Teller teller,
      Trigger trigger,
      Tickets tickets,
      InstantSource clock) {
    var runs = new Runs(backend.runs());
    var rights = new Rights(backend.attempts());
    this.auth = new TaskAuth(tickets, rights, clock);
    this.claims =
        new ClaimApi(
            backend.attempts(),
            backend.runs(),
            backend.catalog(),
            dags,
            backend.xcoms(),
            backend.logs(),
            teller,
            rights,
            clock);
    this.states = new StateApi(backend.attempts(), teller, rights, clock);
    this.attempts = new AttemptApi(backend.attempts(), backend.logs(), backend.runs());
    this.queries = new TaskQueriesApi(runs, instances);
    this.xcoms = new TaskXComsApi(backend.xcoms(), runs, clock);
    this.variables = new TaskVariablesApi(backend.variables());
    this.dagRuns = new TaskDagRunsApi(dags, runs, trigger, clock);
    this.lookups = new LookupsApi(dags);
    this.files = new FilesApi(backend.dagFiles());
  }

  /** Adds the routes. */
  public void routes(Router router) {
    queries.routes(router, auth);
    claims.routes(router, auth);
    states.routes(router, auth);
    attempts.routes(router, auth);
    xcoms.routes(router, auth);
    variables.routes(router, auth);
    dagRuns.routes(router, auth);
    lookups.routes(router, auth);
    files.routes(router, auth);
  }
}
