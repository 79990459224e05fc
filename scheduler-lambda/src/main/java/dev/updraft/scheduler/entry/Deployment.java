package dev.updraft.scheduler.entry;

import dev.updraft.aws.Deployed;
import dev.updraft.aws.Primed;
import dev.updraft.aws.call.Functions;
import dev.updraft.aws.call.SignedCalls;
import dev.updraft.core.port.Ports;
import dev.updraft.core.wire.Json;
import dev.updraft.scheduler.Scheduler;
import dev.updraft.scheduler.WakingQueues;
import java.util.Map;

/** The scheduler of a process, made when its entry point is. */
final class Deployment {
  private final Scheduler scheduler;

  // Resources are held weakly: without this field it would be forgotten.
  @SuppressWarnings("unused")
  private final Primed primed;

  private Deployment(Deployed deployed, Priming priming) {
    scheduler =
        Scheduler.over(
            waking(deployed),
            deployed.tickets(),
            deployed.dagVariables(),
            deployed.executors(),
            Deployed.CLOCK);
    primed = Primed.by(() -> priming.with(deployed));
  }

  /** For the function that hands out tickets, and so may read the secret. */
  static Deployment signing(Priming priming) {
    return new Deployment(Deployed.fromEnvironment(), priming);
  }

  /** For the functions that do not. */
  static Deployment plain(Priming priming) {
    return new Deployment(Deployed.withoutSecret(), priming);
  }

  Scheduler scheduler() {
    return scheduler;
  }

  /** The ports, where the stack has workers with queues that wake them. */
  private static Ports waking(Deployed deployed) {
    var function = deployed.environment().getOrDefault("UPDRAFT_WAKE_FUNCTION", "");
    var ports = deployed.ports();
    if (function.isEmpty()) {
      return ports;
    }
    var functions = new Functions(SignedCalls.fromEnvironment("lambda"));
    var queues =
        new WakingQueues(
            ports.taskQueues(),
            queue -> functions.invokeLater(function, Json.write(Map.of("queue", queue))),
            Deployed.CLOCK);
    return deployed.world().ports(ports.dagFiles(), queues);
  }
}
