package dev.updraft.api;

import dev.updraft.api.execution.ExecutionApi;
import dev.updraft.api.http.AirflowTime;
import dev.updraft.api.http.ApiProblem;
import dev.updraft.api.http.Fields;
import dev.updraft.api.http.Gate;
import dev.updraft.api.http.HttpAnswer;
import dev.updraft.api.http.HttpCall;
import dev.updraft.api.http.Router;
import dev.updraft.api.rest.DagRunsApi;
import dev.updraft.api.rest.DagStatsApi;
import dev.updraft.api.rest.DagVersionsApi;
import dev.updraft.api.rest.DagsApi;
import dev.updraft.api.rest.ImportErrorsApi;
import dev.updraft.api.rest.LogsApi;
import dev.updraft.api.rest.PoolsApi;
import dev.updraft.api.rest.SystemApi;
import dev.updraft.api.rest.TaskInstanceNotesApi;
import dev.updraft.api.rest.TaskInstancesApi;
import dev.updraft.api.rest.TasksApi;
import dev.updraft.api.rest.VariablesApi;
import dev.updraft.api.rest.XComsApi;
import dev.updraft.api.tell.Teller;
import dev.updraft.api.tell.Trigger;
import dev.updraft.api.ui.UiApi;
import dev.updraft.api.view.AttemptLog;
import dev.updraft.api.view.Dags;
import dev.updraft.api.view.PoolView;
import dev.updraft.api.view.RunView;
import dev.updraft.api.view.Runs;
import dev.updraft.api.view.TaskInstances;
import dev.updraft.core.attempt.Tickets;
import dev.updraft.core.port.TooLargeException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;

/** Everything HTTP: a call in, an answer out, whatever carries them. */
public final class Api {
  /** How large a body may be; Lambda takes no more than 6 MB in all. */
  public static final int BODY_BYTES_MAX = 5 * 1024 * 1024;

  private static final Logger LOG = System.getLogger(Api.class.getName());
  private static final String CORRELATION_ID = "correlation-id";
  private final Router router;

  /**
   * Over the ports, open to everybody.
   *
   * @param backend the ports
   * @param tickets what signs and verifies attempts' tickets and tokens
   * @param clock the time
   */
  public Api(Backend backend, Tickets tickets, InstantSource clock) {
    this(backend, tickets, clock, Gate.OPEN);
  }

  /**
   * Over the ports, behind a gate.
   *
   * @param backend the ports
   * @param tickets what signs and verifies attempts' tickets and tokens
   * @param clock the time
   * @param gate who may call what
   */
  public Api(Backend backend, Tickets tickets, InstantSource clock, Gate gate) {
    this(backend, tickets, clock, gate, Monitor.NONE);
  }

  /**
   * The same, in a process that knows something of itself.
   *
   * @param monitor what it knows
   */
  public Api(Backend backend, Tickets tickets, InstantSource clock, Gate gate, Monitor monitor) {
    this(
        backend,
        tickets,
        InstantSource.tick(clock, AirflowTime.MICROSECOND),
        new Router(gate),
        monitor);
  }

  private Api(
      Backend backend, Tickets tickets, InstantSource clock, Router router, Monitor monitor) {
    this.router = router;
    var dags = new Dags(backend.catalog());
    var runs = new Runs(backend.runs());
    var instances =
        new TaskInstances(dags, new RunView(backend.states(), dags), backend.attempts());
    var teller = new Teller(backend.inbox());
    var trigger = new Trigger(backend.runs(), backend.timers(), teller);
    rest(backend, dags, runs, instances, teller, trigger, clock);
    new SystemApi(backend.timers(), clock, monitor).routes(router);
    new UiApi(dags, runs, instances, clock).routes(router);
    new ExecutionApi(backend, dags, instances, teller, trigger, tickets, clock).routes(router);
  }

  private void rest(
      Backend backend,
      Dags dags,
      Runs runs,
      TaskInstances instances,
      Teller teller,
      Trigger trigger,
      InstantSource clock) {
    new DagsApi(backend.catalog(), dags, runs, teller, clock).routes(router);
    new TasksApi(dags).routes(router);
    new DagVersionsApi(backend.catalog(), dags).routes(router);
    new DagStatsApi(dags, runs).routes(router);
    new DagRunsApi(dags, runs, backend.runs(), trigger, clock).routes(router);
    new LogsApi(backend.attempts(), new AttemptLog(backend.logs())).routes(router);
    new XComsApi(backend.xcoms(), runs, instances).routes(router);
    new TaskInstanceNotesApi(dags, runs, instances, backend.attempts()).routes(router);
    new TaskInstancesApi(runs, instances).routes(router);
    new ImportErrorsApi(backend.catalog()).routes(router);
    new PoolsApi(backend.pools(), new PoolView(backend.states()), teller, clock).routes(router);
    new VariablesApi(backend.variables()).routes(router);
  }

  /** The operations there are, such as {@code GET /api/v2/version}. */
  public List<String> operations() {
    return router.operations();
  }

  /** The answer to a call; whatever goes wrong is an answer too. */
  public HttpAnswer handle(HttpCall call) {
    var answer = answer(call);
    var correlation = call.header(CORRELATION_ID);
    return correlation == null ? answer : answer.with(CORRELATION_ID, correlation);
  }

  /** The answer where something went wrong that the caller is not told about. */
  static HttpAnswer failed() {
    return HttpAnswer.json(500, new Fields().put("detail", "Internal Server Error"));
  }

  private HttpAnswer answer(HttpCall call) {
    try {
      if (call.body().length() > BODY_BYTES_MAX
          || call.body().getBytes(StandardCharsets.UTF_8).length > BODY_BYTES_MAX) {
        throw ApiProblem.of(413, "A body may have at most " + BODY_BYTES_MAX + " bytes");
      }
      return router.answer(call);
    } catch (ApiProblem problem) {
      return problem.answer();
    } catch (TooLargeException e) {
      return ApiProblem.of(413, String.valueOf(e.getMessage())).answer();
    } catch (RuntimeException | StackOverflowError e) {
      LOG.log(Level.ERROR, call.method() + " " + call.rawPath() + " failed", e);
      return failed();
    }
  }
}
