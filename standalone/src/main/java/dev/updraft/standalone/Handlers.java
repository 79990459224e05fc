package dev.updraft.standalone;

import dev.updraft.api.Api;
import dev.updraft.api.ApiHandler;
import dev.updraft.api.Backend;
import dev.updraft.api.Monitor;
import dev.updraft.api.http.Gate;
import dev.updraft.aws.Deployed;
import dev.updraft.core.attempt.Tickets;
import dev.updraft.core.dag.Executors;
import dev.updraft.core.port.Ports;
import dev.updraft.scheduler.ClockHandler;
import dev.updraft.scheduler.DagFileHandler;
import dev.updraft.scheduler.DagFiles;
import dev.updraft.scheduler.InboxHandler;
import dev.updraft.scheduler.Recovery;
import dev.updraft.scheduler.Scheduler;
import dev.updraft.scheduler.TimerHandler;
import java.util.Map;

/**
 * The handlers of the scheduler's and the API's Lambdas, over one set of ports.
 *
 * @param inbox takes aggregates' messages in
 * @param timers forwards what has waited
 * @param clock ticks
 * @param files keeps the catalog true to the DAG folder
 * @param dagFiles takes the DAG bucket's object events in
 * @param api answers HTTP calls
 * @param recovery says again what was lost with the queues
 */
public record Handlers(
    InboxHandler inbox,
    TimerHandler timers,
    ClockHandler clock,
    DagFiles files,
    DagFileHandler dagFiles,
    ApiHandler api,
    Recovery recovery) {
  /**
   * The handlers over these ports.
   *
   * @param environment what {@code $NAME} in a DAG file stands for
   * @param executors the executors that run the tasks
   * @param gate who may call the API
   * @param monitor what the process knows of itself
   */
  public static Handlers over(
      Ports ports,
      Tickets tickets,
      Map<String, String> environment,
      Executors executors,
      Gate gate,
      Monitor monitor) {
    var clock = Deployed.CLOCK;
    var scheduler = Scheduler.over(ports, tickets, environment, executors, clock);
    var files = scheduler.dagFiles();
    return new Handlers(
        scheduler.inbox(),
        scheduler.timers(),
        scheduler.clock(),
        files,
        new DagFileHandler(files),
        new ApiHandler(new Api(Backend.over(ports), tickets, clock, gate, monitor)),
        scheduler.recovery());
  }
}
