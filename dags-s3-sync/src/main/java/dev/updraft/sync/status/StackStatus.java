package dev.updraft.sync.status;

import dev.updraft.aws.AwsProblem;
import dev.updraft.aws.stack.DeployedStack;
import dev.updraft.aws.stack.StackReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts together what there is to know of a stack; what cannot be read is a problem, no failure. */
final class StackStatus {
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
    var workers = workers(stack.output("WorkerCluster"), stack.output("WorkerService"));
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

  private StatusReport.@Nullable Workers workers(
      @Nullable String cluster, @Nullable String service) {
    if (cluster == null || service == null) {
      return null;
    }
    try {
      var found = reader.workers(cluster, service);
      if (found == null) {
        problems.add("there is no service %s in the cluster %s".formatted(service, cluster));
        return null;
      }
      return new StatusReport.Workers(
          found.service(), found.running(), found.pending(), found.desired());
    } catch (AwsProblem e) {
      problems.add(String.valueOf(e.getMessage()));
      return null;
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
