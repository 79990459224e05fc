package dev.updraft.aws.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.updraft.core.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/**
 * As much of ECS as is called, over its JSON 1.1 protocol: families that exist, services with their
 * sizes, tasks that are begun and never run. It knows nothing of rights, of networks, or of what
 * becomes of a task; signatures are asked for and not verified.
 */
public final class FakeEcs implements AutoCloseable {
  /** Its one cluster. */
  public static final String CLUSTER = "arn:aws:ecs:us-east-1:000000000000:cluster/updraft";

  private static final String TARGET = "AmazonEC2ContainerServiceV20141113.";
  private static final int OVERRIDES_CHARACTERS_MAX = 8192;

  /** How many tasks a service is to have, by its name. */
  public final Map<String, Integer> services = new ConcurrentHashMap<>();

  /** The tasks that were begun, in order. */
  public final List<Task> tasks = new CopyOnWriteArrayList<>();

  /** The names of the operations that were called, in order. */
  public final List<String> operations = new CopyOnWriteArrayList<>();

  private final Set<String> families;
  private final Map<String, JsonNode> byToken = new ConcurrentHashMap<>();
  private final AtomicInteger failures = new AtomicInteger();
  private final HttpServer server;

  /** Starts on a free port, with these families of task definitions. */
  public FakeEcs(String... families) {
    this.families = Set.of(families);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::serve);
    server.start();
  }

  /** A task that was begun. */
  public record Task(String arn, String family, String token, JsonNode overrides) {
    /** What its one overridden container runs. */
    public List<String> command() {
      return Json.MAPPER.convertValue(
          overrides.at("/containerOverrides/0/command"),
          Json.MAPPER.getTypeFactory().constructCollectionType(List.class, String.class));
    }

    /** The variables that container is given. */
    public Map<String, String> environment() {
      var variables = new TreeMap<String, String>();
      for (var variable : overrides.at("/containerOverrides/0/environment")) {
        variables.put(variable.path("name").asText(), variable.path("value").asText());
      }
      return variables;
    }

    /** The event that EventBridge passes on when it has stopped; null for no exit code. */
    public String stopped(String reason, @Nullable Integer exitCode) {
      var container = new LinkedHashMap<String, Object>();
      container.put("containerArn", arn.replace(":task/", ":container/") + "/1");
      container.put("lastStatus", "STOPPED");
      container.put("name", overrides.at("/containerOverrides/0/name").asText());
      container.put("taskArn", arn);
      if (exitCode != null) {
        container.put("exitCode", exitCode);
      }
      var detail = new LinkedHashMap<String, Object>();
      detail.put("clusterArn", CLUSTER);
      detail.put("containers", List.of(container));
      detail.put("desiredStatus", "STOPPED");
      detail.put("group", "family:" + family);
      detail.put("lastStatus", "STOPPED");
      detail.put("launchType", "FARGATE");
      detail.put("overrides", overrides);
      detail.put("stopCode", exitCode == null ? "TaskFailedToStart" : "EssentialContainerExited");
      detail.put("stoppedReason", reason);
      detail.put("taskArn", arn);
      detail.put(
          "taskDefinitionArn",
          "arn:aws:ecs:us-east-1:000000000000:task-definition/" + family + ":1");
      detail.put("version", 5);
      var event = new LinkedHashMap<String, Object>();
      event.put("version", "0");
      event.put("id", "f5a4bdb8-6c3b-4ec3-a4d1-0ab2c9a6a9a1");
      event.put("detail-type", "ECS Task State Change");
      event.put("source", "aws.ecs");
      event.put("account", "000000000000");
      event.put("time", "2026-01-01T12:00:00Z");
      event.put("region", "us-east-1");
      event.put("resources", List.of(arn));
      event.put("detail", detail);
      return Json.write(event);
    }
  }

  /** Where it answers. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** A client of it. */
  public Ecs client() {
    var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret"));
    return new Ecs(new SignedCalls("ecs", endpoint(), Region.US_EAST_1, credentials), CLUSTER);
  }

  /** The next tasks find no capacity. */
  public void noCapacity(int tasks) {
    failures.set(tasks);
  }

  /** How many of them are left. */
  public int noCapacity() {
    return failures.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      var headers = exchange.getRequestHeaders();
      var target = String.valueOf(headers.getFirst("X-Amz-Target"));
      var body = Json.MAPPER.readTree(exchange.getRequestBody());
      if (!String.valueOf(headers.getFirst("Authorization")).startsWith("AWS4-HMAC-SHA256")) {
        refuse(exchange, "MissingAuthenticationTokenException", "Missing Authentication Token");
        return;
      }
      var operation = target.replace(TARGET, "");
      operations.add(operation);
      if (!body.path("cluster").asText().equals(CLUSTER)) {
        refuse(exchange, "ClusterNotFoundException", "Cluster not found.");
        return;
      }
      switch (operation) {
        case "RunTask" -> runTask(exchange, body);
        case "DescribeServices" -> describe(exchange, body.at("/services/0").asText());
        case "UpdateService" -> update(exchange, body);
        default -> refuse(exchange, "UnknownOperationException", target);
      }
    }
  }

  private void runTask(HttpExchange exchange, JsonNode body) throws IOException {
    var token = body.path("clientToken").asText();
    var before = byToken.get(token);
    if (before != null) {
      var arn = arn(token);
      if (before.equals(body)) {
        answer(exchange, 200, begun(arn));
      } else {
        answer(
            exchange,
            400,
            Map.of(
                "__type", "ConflictException",
                "message", "The clientToken is in use with a different RunTask request.",
                "resourceIds", List.of(arn)));
      }
      return;
    }
    var family = body.path("taskDefinition").asText();
    if (!families.contains(family)) {
      refuse(exchange, "ClientException", "TaskDefinition not found.");
    } else if (body.path("overrides").toString().length() > OVERRIDES_CHARACTERS_MAX) {
      refuse(
          exchange, "InvalidParameterException", "Container Overrides length must be at most 8192");
    } else if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      var reason =
          "Capacity is unavailable at this time. Please try again later or in a different availability zone";
      answer(
          exchange, 200, Map.of("tasks", List.of(), "failures", List.of(Map.of("reason", reason))));
    } else {
      byToken.put(token, body);
      tasks.add(new Task(arn(token), family, token, body.path("overrides")));
      answer(exchange, 200, begun(arn(token)));
    }
  }

  private static Map<String, Object> begun(String arn) {
    return Map.of(
        "tasks", List.of(Map.of("taskArn", arn, "lastStatus", "PROVISIONING")),
        "failures", List.of());
  }

  private static String arn(String token) {
    return "arn:aws:ecs:us-east-1:000000000000:task/updraft/" + token;
  }

  private void describe(HttpExchange exchange, String service) throws IOException {
    var count = services.get(service);
    var missing = Map.of("arn", service, "reason", "MISSING");
    answer(
        exchange,
        200,
        count == null
            ? Map.of("services", List.of(), "failures", List.of(missing))
            : Map.of(
                "services", List.of(Map.of("serviceName", service, "desiredCount", count)),
                "failures", List.of()));
  }

  private void update(HttpExchange exchange, JsonNode body) throws IOException {
    var service = body.path("service").asText();
    if (services.replace(service, body.path("desiredCount").asInt()) == null) {
      refuse(exchange, "ServiceNotFoundException", "Service not found.");
    } else {
      answer(exchange, 200, Map.of("service", Map.of("serviceName", service)));
    }
  }

  private static void refuse(HttpExchange exchange, String type, String message)
      throws IOException {
    answer(exchange, 400, Map.of("__type", type, "message", message));
  }

  private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
    var bytes = Json.write(body).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
