package dev.updraft.scheduler;

import dev.updraft.core.attempt.Tickets;
import dev.updraft.core.dag.Executors;
import dev.updraft.core.dag.Task;
import dev.updraft.core.flow.Settings;
import dev.updraft.core.port.Ports;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/**
 * The scheduler's handlers over one set of ports.
 *
 * @param inbox takes aggregates' messages in
 * @param timers forwards what has waited
 * @param clock ticks
 * @param dagFiles keeps the catalog true to the DAG files
 * @param recovery says again what was lost with the queues
 */
public record Scheduler(
    InboxHandler inbox,
    TimerHandler timers,
    ClockHandler clock,
    DagFiles dagFiles,
    Recovery recovery) {
  private static final Duration SETTINGS_KEPT = Duration.ofSeconds(5);

  /**
   * The handlers over these ports.
   *
   * @param environment what {@code $NAME} in a DAG file stands for
   * @param executors the executors that run the tasks
   */
  public static Scheduler over(
      Ports ports,
      Tickets tickets,
      Map<String, String> environment,
      Executors executors,
      InstantSource clock) {
    var performer = new Performer(ports, tickets, clock);
    var settings = new Kept<>(clock, SETTINGS_KEPT, () -> settings(ports, executors.usual()));
    var actor = new Actor(ports, new Rules(ports.catalog()), performer, clock, settings);
    return new Scheduler(
        new InboxHandler(actor),
        new TimerHandler(ports.inbox(), new Sweep(ports)),
        new ClockHandler(new Ticker(ports, clock)),
        new DagFiles(ports, environment, executors, clock),
        new Recovery(ports, performer));
  }

  private static Settings settings(Ports ports, String executor) {
    var defaultPool = ports.pools().get(Task.Slots.DEFAULT_POOL);
    boolean limited = defaultPool != null && defaultPool.slots() >= 0;
    return new Settings(executor, false, limited);
  }
}
