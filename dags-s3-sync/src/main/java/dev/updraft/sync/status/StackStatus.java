package dev.updraft.sync.status;

import dev.updraft.aws.AwsProblem;
import dev.updraft.aws.stack.DeployedStack;
import dev.updraft.aws.stack.StackReader;
import dev.updraft.core.dag.Executors;
import dev.updraft.core.port.TaskQueues;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts together what there is to know of a stack; what cannot be read is a problem, no failure. */
final class StackStatus {
  private static final String TASKS = "tasks-";

  /** Queues of executors that have no workers. */
  private static final Set<String> NO_WORKERS =
      Set.of(
          TaskQueues.queueName(Executors.LAMBDA, null), TaskQueues.queueName(Executors.ECS, null));

  private final StackReader reader;
  private final List<String> problems = new ArrayList<>();

  StackStatus(StackReader reader) {
    this.reader = reader;
  }

  /** Of this stack. */
  StatusReport of(DeployedStack stack) {
    if (!stack.status().endsWith("_COMPLETE") || stack.status().contains("ROLLBACK")) {
      problems.add("the stack is " + stack.status());
    }
    var queues = queues(stack.output("Prefix"));
    var workers = workers(stack, queues);
    var health = health(stack.output("ApiUrl"));
    return new StatusReport(
        stack.name(),
        stack.status(),
        stack.changedAt(),
        stack.outputs(),
        queues,
        workers,
        health,
        List.copyOf(problems));
  }

  private List<StatusReport.Queue> queues(@Nullable String prefix) {
    if (prefix == null) {
      problems.add("the stack has no output Prefix, so its queues are not known");
      return List.of();
    }
    try {
      var start = prefix + "-";
      var queues =
          reader.queues(start).stream()
              .map(one ->
                  new StatusReport.Queue(
                      one.name().substring(start.length()),
                      one.waiting(),
                      one.inFlight(),
                      one.delayed()))
              .toList();
      queues.stream()
          .filter(one -> isDeadLetters(one.name()) && one.waiting() > 0)
          .forEach(one ->
              problems.add("%d dead letters in %s%s".formatted(one.waiting(), start, one.name())));
      return queues;
    } catch (AwsProblem e) {
      problems.add(String.valueOf(e.getMessage()));
      return List.of();
    }
  }

  private static boolean isDeadLetters(String name) {
    return name.contains("dead") || name.contains("dlq");
  }

  /** Each of the workers' queues has a service: its name is the output and the queue's name. */
  private List<StatusReport.Workers> workers(DeployedStack stack, List<StatusReport.Queue> queues) {
    var cluster = stack.output("WorkerCluster");
    var services = stack.output("WorkerService");
    if (cluster == null || services == null) {
      return List.of();
    }
    return queues.stream()
        .map(queue -> workersOf(queue.name()))
        .flatMap(Optional::stream)
        .map(queue -> workers(cluster, services + "-" + queue, queue))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<String> workersOf(String name) {
    return Optional.of(name)
        .filter(one -> one.startsWith(TASKS) && !NO_WORKERS.contains(one))
        .map(one -> one.substring(TASKS.length()));
  }

  private Optional<StatusReport.Workers> workers(String cluster, String service, String queue) {
    try {
      var found = reader.workers(cluster, service);
      if (found == null) {
        problems.add("there is no service %s in the cluster %s".formatted(service, cluster));
        return Optional.empty();
      }
      return Optional.of(
          new StatusReport.Workers(
              queue, found.service(), found.running(), found.pending(), found.desired()));
    } catch (AwsProblem e) {
      problems.add(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private Map<String, String> health(@Nullable String apiUrl) {
    if (apiUrl == null) {
      problems.add("the stack has no output ApiUrl, so its health is not known");
      return Map.of();
    }
    try {
      var health = HealthCheck.ask(apiUrl);
      health.forEach((component, status) -> {
        if (!status.equals("healthy")) {
          problems.add(component + " is " + status);
        }
      });
      return health;
    } catch (IOException e) {
      var why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      problems.add("the API at %s does not say how it is: %s".formatted(apiUrl, why));
      return Map.of();
    }
  }
}
