package dev.updraft.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.updraft.infra.options.OptionException;
import dev.updraft.infra.options.Options;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two deployments of one account, and one in two regions, share no name. */
class NamesTest {
  /** What is called so within the account, whatever the region. */
  private static final Set<String> OF_THE_ACCOUNT =
      Set.of(
          "AWS::CloudFront::CachePolicy Name",
          "AWS::CloudFront::Function Name",
          "AWS::CloudFront::OriginAccessControl Name",
          "AWS::CloudFront::OriginRequestPolicy Name",
          "AWS::CloudFront::ResponseHeadersPolicy Name",
          "AWS::CloudWatch::Dashboard DashboardName",
          "AWS::IAM::ManagedPolicy ManagedPolicyName",
          "AWS::IAM::Role RoleName",
          "AWS::S3::Bucket BucketName");

  /** What is called so within the account and the region. */
  private static final Set<String> OF_THE_REGION =
      Set.of(
          "AWS::CloudWatch::Alarm AlarmName",
          "AWS::Cognito::UserPool UserPoolName",
          "AWS::Cognito::UserPoolDomain Domain",
          "AWS::DynamoDB::Table TableName",
          "AWS::ECS::CapacityProvider Name",
          "AWS::ECS::Cluster ClusterName",
          "AWS::ECS::Service ServiceName",
          "AWS::ECS::TaskDefinition Family",
          "AWS::Lambda::Function FunctionName",
          "AWS::Logs::LogGroup LogGroupName",
          "AWS::SNS::Topic TopicName",
          "AWS::SQS::Queue QueueName",
          "AWS::Scheduler::Schedule Name",
          "Export Name");

  /** What is a name within something else of the deployment, or the name of something else. */
  private static final Set<String> INNER =
      Set.of(
          "AWS::ApplicationAutoScaling::ScalingPolicy PolicyName",
          "AWS::AutoScaling::LifecycleHook AutoScalingGroupName",
          "AWS::CloudWatch::Alarm MetricName",
          "AWS::Cognito::UserPoolGroup GroupName",
          "AWS::Cognito::UserPoolUserToGroupAttachment GroupName",
          "AWS::IAM::Policy PolicyName",
          "AWS::Lambda::Alias FunctionName",
          "AWS::Lambda::Alias Name",
          "AWS::Lambda::EventInvokeConfig FunctionName",
          "AWS::Lambda::EventSourceMapping FunctionName",
          "AWS::Lambda::Permission FunctionName",
          "AWS::Lambda::Version FunctionName",
          "Custom::CDKBucketDeployment DestinationBucketName");

  private static final Map<String, Object> CONFUSING =
      Map.of(
          "executors", "lambda,worker,ecs",
          "workerQueues", "timers,inbox,worker-inbox",
          "ecsTasks", Map.of("ecs", Map.of(), "worker", Map.of()));

  static Stream<Map<String, Object>> deployments() {
    return Stream.of(Deployment.FULL, Deployment.OTHER, CONFUSING);
  }

  private static Map<String, Object> named(Map<String, Object> options, String name) {
    var changed = new TreeMap<>(options);
    changed.put("name", name);
    return changed;
  }

  @ParameterizedTest
  @MethodSource("deployments")
  void twoDeploymentsInOneRegionShareNoName(Map<String, Object> options) {
    var one = names(Deployment.of(named(options, "first")), "eu-west-1", false);
    var two = names(Deployment.of(named(options, "second")), "eu-west-1", false);
    assertThat(one).hasSizeGreaterThan(20).doesNotContainAnyElementsOf(two);
  }

  @ParameterizedTest
  @MethodSource("deployments")
  void oneDeploymentInTwoRegionsSharesNoNameOfTheAccount(Map<String, Object> options) {
    var one = names(Deployment.of(options), "eu-west-1", true);
    var two = names(Deployment.of(options), "us-east-1", true);
    assertThat(one).hasSizeGreaterThan(1).doesNotContainAnyElementsOf(two);
  }

  /** Queue a-tasks-timers is the queue timers of a's workers, and the timers of a-tasks. */
  @Test
  void aNameThatAnotherDeploymentsNamesBeginWithIsRefused() {
    var all = names(Deployment.of(named(CONFUSING, "first")), "eu-west-1", false);
    var heads = new TreeSet<String>();
    for (var name : all) {
      int from = name.indexOf("first-");
      for (int at = name.indexOf('-', from + 6);
          from >= 0 && at > 0;
          at = name.indexOf('-', at + 1)) {
        var head = name.substring(from, at);
        if (all.contains(name.replace(head, "first"))) {
          heads.add(head);
        }
      }
    }
    assertThat(heads)
        .contains("first-dead", "first-ecs", "first-tasks", "first-worker")
        .allSatisfy(head ->
            assertThatThrownBy(() -> Options.of(Map.of("name", head)))
                .as(head)
                .isInstanceOf(OptionException.class));
  }

  @Test
  void theSecretFollowsTheName() {
    var variables =
        Deployment.of(named(Deployment.PLAIN, "first"))
            .one("AWS::Lambda::Function", "ApiFunction")
            .at("/Environment/Variables/UPDRAFT_SECRET_PARAMETER");
    assertThat(variables.asText()).isEqualTo("/first/ticket-secret");
  }

  /** Each with its type, as it is in this region. */
  private static Set<String> names(Deployment deployment, String region, boolean global) {
    var found = new TreeSet<String>();
    for (var resource : deployment.template().path("Resources")) {
      collect(resource.path("Type").asText(), resource.path("Properties"), region, global, found);
    }
    for (var output : deployment.template().path("Outputs")) {
      collect("Export", output.path("Export"), region, global, found);
    }
    return found;
  }

  private static void collect(
      String type, JsonNode properties, String region, boolean global, Set<String> found) {
    properties
        .properties()
        .forEach(entry -> {
          var what = type + " " + entry.getKey();
          if (type.startsWith("AWS::CloudFront::") && entry.getKey().endsWith("Config")) {
            collect(type, entry.getValue(), region, global, found);
          } else if (entry.getKey().matches(".*Name|Family|Domain") && !INNER.contains(what)) {
            assertThat(OF_THE_ACCOUNT.contains(what) || OF_THE_REGION.contains(what))
                .as("it is known how far a name reaches: %s", what)
                .isTrue();
            if (!global || OF_THE_ACCOUNT.contains(what)) {
              found.add(what + " " + resolved(entry.getValue(), region));
            }
          }
        });
  }

  private static String resolved(JsonNode value, String region) {
    if (value.isTextual()) {
      return value.asText();
    }
    if (value.has("Fn::Join")) {
      var text = new StringBuilder();
      value.path("Fn::Join").path(1).forEach(part -> text.append(resolved(part, region)));
      return text.toString();
    }
    return switch (value.path("Ref").asText()) {
      case "AWS::Region" -> region;
      case "AWS::AccountId" -> "123456789012";
      default -> throw new AssertionError("a name that is not known before deployment: " + value);
    };
  }
}
