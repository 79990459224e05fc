package dev.updraft.standalone;

import dev.updraft.api.Api;
import dev.updraft.api.ApiHandler;
import dev.updraft.api.Backend;
import dev.updraft.core.attempt.Tickets;
import dev.updraft.core.dag.Task;
import dev.updraft.core.flow.Settings;
import dev.updraft.core.port.Ports;
import dev.updraft.scheduler.Actor;
import dev.updraft.scheduler.ClockHandler;
import dev.updraft.scheduler.DagFileHandler;
import dev.updraft.scheduler.DagFiles;
import dev.updraft.scheduler.InboxHandler;
import dev.updraft.scheduler.Performer;
import dev.updraft.scheduler.Recovery;
import dev.updraft.scheduler.Rules;
import dev.updraft.scheduler.Ticker;
import dev.updraft.scheduler.TimerHandler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/**
 * The handlers of the scheduler's and the API's Lambdas, over one set of ports.
 *
 * @param inbox takes aggregates' messages in
 * @param timers forwards what has waited
 * @param clock ticks
 * @param dagFiles takes the DAG bucket's object events in
 * @param api answers HTTP calls
 * @param recovery says again what was lost with the queues
 */
public record Handlers(
    InboxHandler inbox,
    TimerHandler timers,
    ClockHandler clock,
    DagFileHandler dagFiles,
    ApiHandler api,
    Recovery recovery) {
  /** All times are this exact, as Airflow's are. */
  private static final Duration MICROSECOND = Duration.ofNanos(1_000);

  private static final Duration SETTINGS_KEPT = Duration.ofSeconds(5);

  /**
   * The handlers over these ports.
   *
   * @param environment what {@code $NAME} in a DAG file stands for
   * @param executor the executor of tasks that name none
   */
  public static Handlers over(
      Ports ports, Tickets tickets, Map<String, String> environment, String executor) {
    var clock = InstantSource.tick(InstantSource.system(), MICROSECOND);
    var performer = new Performer(ports, tickets, clock);
    var settings = new Kept<>(clock, SETTINGS_KEPT, () -> settings(ports, executor));
    var actor = new Actor(ports, new Rules(ports.catalog()), performer, clock, settings);
    return new Handlers(
        new InboxHandler(actor),
        new TimerHandler(ports.inbox()),
        new ClockHandler(new Ticker(ports, clock)),
        new DagFileHandler(new DagFiles(ports, environment, clock)),
        new ApiHandler(new Api(backend(ports), tickets, clock)),
        new Recovery(ports, performer));
  }

  private static Settings settings(Ports ports, String executor) {
    var defaultPool = ports.pools().get(Task.Slots.DEFAULT_POOL);
    boolean limited = defaultPool != null && defaultPool.slots() >= 0;
    return new Settings(executor, false, limited);
  }

  private static Backend backend(Ports ports) {
    return new Backend(
        ports.catalog(),
        ports.runs(),
        ports.attempts(),
        ports.xcoms(),
        ports.logs(),
        ports.states(),
        ports.pools(),
        ports.variables(),
        ports.timers(),
        ports.inbox());
  }
}
