package dev.updraft.scheduler.entry;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.updraft.aws.Deployed;
import dev.updraft.aws.Primed;
import dev.updraft.aws.call.Functions;
import dev.updraft.aws.call.SignedCalls;
import dev.updraft.aws.sqs.Redelivery;
import dev.updraft.aws.sqs.SqsQueues;
import dev.updraft.core.port.Ports;
import dev.updraft.core.wire.Json;
import dev.updraft.scheduler.Scheduler;
import dev.updraft.scheduler.WakingQueues;
import java.util.Map;

/** The scheduler of a process, made when its entry point is. */
final class Deployment {
  private final Scheduler scheduler;
  private final SqsQueues queues;

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
    queues = deployed.world().queues();
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

  /** The handler with what fails coming again soon. */
  Redelivery comingAgain(RequestHandler<SQSEvent, SQSBatchResponse> handler) {
    return new Redelivery(handler, queues::hideAll);
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
