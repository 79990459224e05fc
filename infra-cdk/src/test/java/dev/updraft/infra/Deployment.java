package dev.updraft.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

/**
 * A synthesized deployment, kept for all tests that want the same.
 *
 * @param template the template
 * @param findings what cdk-nag found and nobody has explained
 */
public record Deployment(JsonNode template, List<String> findings) {
  /** A deployment as it is without any option. */
  public static final Map<String, Object> PLAIN = Map.of();

  /** With all there is: workers on Fargate, attempts as containers, alarms for each function. */
  public static final Map<String, Object> FULL =
      Map.of(
          "executors", "lambda,worker,ecs",
          "alarms", "each",
          "alarmEmail", "ops@example.org",
          "adminEmail", "admin@example.org",
          "workerQueues", "default,big",
          "dagVariables", Map.of("TEAM", "data", "LIMIT", 3),
          "ecsTasks", Map.of("large", Map.of("cpu", 2_048, "memory", 8_192)));

  /** Workers on instances, the executor's image, a domain and a network that are there. */
  public static final Map<String, Object> OTHER =
      Map.ofEntries(
          Map.entry("name", "second"),
          Map.entry("executors", "lambda,worker"),
          Map.entry("workerCapacity", "ec2"),
          Map.entry("workerImage", "123456789012.dkr.ecr.eu-west-1.amazonaws.com/me:1"),
          Map.entry("executorImage", "build"),
          Map.entry("vpc", "vpc-1a"),
          Map.entry("subnets", "subnet-1,subnet-2"),
          Map.entry("zones", "eu-west-1a,eu-west-1b"),
          Map.entry("domain", "flows.example.org"),
          Map.entry("certificate", "arn:aws:acm:us-east-1:123456789012:certificate/1-2"),
          Map.entry("removal", "destroy"),
          Map.entry("signUp", "self"),
          Map.entry("apiConcurrency", 0),
          Map.entry("ui", "none"),
          Map.entry("alarms", "none"),
          Map.entry("dashboard", "off"));

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Map<Map<String, Object>, Deployment> MADE = new ConcurrentHashMap<>();

  public static Deployment of(Map<String, Object> options) {
    return MADE.computeIfAbsent(options, Deployment::make);
  }

  private static Deployment make(Map<String, Object> options) {
    var context = new HashMap<>(options);
    context.put("artifacts", "none");
    var stack = UpdraftApp.describe(new App(AppProps.builder().context(context).build()));
    var template = MAPPER.<JsonNode>valueToTree(Template.fromStack(stack).toJSON());
    var findings = new ArrayList<String>();
    var all = Match.stringLikeRegexp("AwsSolutions.*");
    var annotations = Annotations.fromStack(stack);
    collect(findings, () -> annotations.hasNoError("*", all));
    collect(findings, () -> annotations.hasNoWarning("*", all));
    return new Deployment(template, findings);
  }

  private static void collect(List<String> findings, Runnable check) {
    try {
      check.run();
    } catch (RuntimeException found) {
      findings.add(String.valueOf(found.getMessage()));
    }
  }

  /** The resources of this type, by their ids without hashes. */
  Map<String, JsonNode> all(String type) {
    var found = new LinkedHashMap<String, JsonNode>();
    template
        .path("Resources")
        .properties()
        .forEach(entry -> {
          if (entry.getValue().path("Type").asText().equals(type)) {
            found.put(Shape.masked(entry.getKey()), entry.getValue());
          }
        });
    return found;
  }

  /** The properties of the resources of this type. */
  Map<String, JsonNode> properties(String type) {
    var found = all(type);
    found.replaceAll((_, resource) -> resource.path("Properties"));
    return found;
  }

  /** The properties of the one resource of this type with this id, hashes apart. */
  JsonNode one(String type, String id) {
    var found = properties(type).get(id);
    if (found == null) {
      throw new AssertionError("no " + type + " " + id + " among " + all(type).keySet());
    }
    return found;
  }

  static List<JsonNode> list(JsonNode node) {
    return node.isArray()
        ? StreamSupport.stream(node.spliterator(), false).toList()
        : node.isMissingNode() ? List.of() : List.of(node);
  }

  static List<String> texts(JsonNode node) {
    return list(node).stream().map(JsonNode::asText).toList();
  }
}
