package dev.updraft.aws.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.updraft.core.port.StoreException;
import dev.updraft.core.wire.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** ECS, as far as it is called, on one cluster. */
public final class Ecs {
  private static final String TARGET = "AmazonEC2ContainerServiceV20141113.";

  /** What RunTask says where trying again cannot help. */
  private static final Set<String> FINAL_FAILURES =
      Set.of("MISSING", "INACTIVE", "ATTRIBUTE", "LOCATION");

  private final SignedCalls calls;
  private final String cluster;

  /**
   * By calls of the service {@code ecs}.
   *
   * @param cluster its ARN
   */
  public Ecs(SignedCalls calls, String cluster) {
    this.calls = calls;
    this.cluster = cluster;
  }

  /**
   * What one container is to run on Fargate.
   *
   * @param family the task definition, its newest revision
   * @param container which of its containers
   * @param command in place of its command
   * @param environment beside its environment
   * @param token requests with the same token start one task
   */
  public record Start(
      String family,
      String container,
      List<String> command,
      Map<String, String> environment,
      String token) {
    public Start {
      command = List.copyOf(command);
      environment = new TreeMap<>(environment);
    }
  }

  /**
   * Where tasks run.
   *
   * @param subnets their ids
   * @param securityGroups their ids
   */
  public record Network(List<String> subnets, List<String> securityGroups) {
    public Network {
      subnets = List.copyOf(subnets);
      securityGroups = List.copyOf(securityGroups);
    }
  }

  /** What became of a start. */
  public sealed interface Started {
    /** It starts, or has been started with the same token, even by a request that was different. */
    record Task(String arn) implements Started {}

    /** Not now: there is no capacity, a limit was reached, or ECS itself fails. */
    record NotNow(String reason) implements Started {}

    /** It cannot start, now or later. */
    record Never(String reason) implements Started {}
  }

  /**
   * Starts a task.
   *
   * @throws StoreException if there is no answer
   */
  public Started runTask(Start start, Network network) {
    var environment =
        start.environment().entrySet().stream()
            .map(entry -> Map.of("name", entry.getKey(), "value", entry.getValue()))
            .toList();
    var override =
        Map.of("name", start.container(), "command", start.command(), "environment", environment);
    var answer =
        call(
            "RunTask",
            Map.of(
                "cluster", cluster,
                "taskDefinition", start.family(),
                "launchType", "FARGATE",
                "count", 1,
                "clientToken", start.token(),
                "networkConfiguration",
                    Map.of(
                        "awsvpcConfiguration",
                        Map.of(
                            "subnets", network.subnets(),
                            "securityGroups", network.securityGroups(),
                            "assignPublicIp", "ENABLED")),
                "overrides", Map.of("containerOverrides", List.of(override))));
    if (answer.error().equals("ConflictException")
        && answer.body().at("/resourceIds/0").isTextual()) {
      return new Started.Task(answer.body().at("/resourceIds/0").asText());
    }
    if (!answer.ok()) {
      var reason = "RunTask of %s: %s".formatted(start.family(), answer.message());
      return mayPass(answer) ? new Started.NotNow(reason) : new Started.Never(reason);
    }
    var task = answer.body().at("/tasks/0/taskArn");
    return task.isTextual()
        ? new Started.Task(task.asText())
        : failed(start.family(), answer.body().path("failures").path(0));
  }

  private static Started failed(String family, JsonNode failure) {
    var why = failure.path("reason").asText("no task and no failure in the answer");
    var detail = failure.path("detail").asText();
    var reason = "RunTask of %s: %s %s".formatted(family, why, detail).strip();
    return FINAL_FAILURES.contains(why) ? new Started.Never(reason) : new Started.NotNow(reason);
  }

  /** ECS says by the same errors that a request is wrong and that an account's limit is reached. */
  private static boolean mayPass(SignedCalls.Answer answer) {
    var text = (answer.error() + " " + answer.message()).toLowerCase(Locale.ROOT);
    return answer.status() >= 500
        || answer.status() == 429
        || List.of("throttl", "limit", "capacity", "try again").stream().anyMatch(text::contains);
  }

  /**
   * How many tasks a service is to have.
   *
   * @throws StoreException if it cannot be said
   */
  public int desiredCount(String service) {
    var answer =
        demand("DescribeServices", Map.of("cluster", cluster, "services", List.of(service)));
    var count = answer.at("/services/0/desiredCount");
    if (!count.isIntegralNumber()) {
      throw new StoreException("the cluster has no service " + service);
    }
    return count.asInt();
  }

  /**
   * Sets how many tasks a service is to have.
   *
   * @throws StoreException if it cannot be set
   */
  public void setDesiredCount(String service, int count) {
    demand("UpdateService", Map.of("cluster", cluster, "service", service, "desiredCount", count));
  }

  private JsonNode demand(String operation, Map<String, Object> body) {
    var answer = call(operation, body);
    if (!answer.ok()) {
      throw new StoreException("%s: %s".formatted(operation, answer.message()));
    }
    return answer.body();
  }

  private SignedCalls.Answer call(String operation, Map<String, Object> body) {
    return calls.post(
        "/",
        Map.of("X-Amz-Target", TARGET + operation, "Content-Type", "application/x-amz-json-1.1"),
        Json.write(body));
  }
}
