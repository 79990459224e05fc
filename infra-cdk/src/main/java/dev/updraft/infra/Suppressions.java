package dev.updraft.infra;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;

/**
 * Every rule of cdk-nag's AwsSolutions that is not kept, and why. Wildcards are suppressed one by
 * one, so that a new one is found.
 */
final class Suppressions {
  private static final List<NagPackSuppression> ALL =
      List.of(
          because("S1", "An access log of each bucket would cost more than the buckets."),
          because(
              "COG2", "Whether to use a second factor is left to each user; it can be turned on."),
          because("COG3", "Threat protection is paid for by the user and month."),
          because("CFR1", "Who may look is decided by sign-in, not by country."),
          because("CFR2", "A web ACL costs five dollars a month, whether or not anything runs."),
          because("CFR3", "An access log would cost more than the distribution."),
          because("CFR4", "CloudFront's own domain has its own rules of TLS; one's own has 1.2."),
          because("VPC7", "Nothing listens in this network; a flow log is paid for by the byte."),
          because("ECS2", "The environment has names and no secret."),
          because("ECS4", "Container Insights is paid for by the metric."),
          because(
              "AS3", "ECS starts and stops instances with every backlog: nothing to be told of."),
          because(
              "L1",
              "These functions are on Lambda's newest Java, which the rule does not know yet; the"
                  + " CDK's own function, which uploads the UI, is on the Python it was tested on."),
          wildcards(
              "Objects are found by keys that are made at run time, each below a prefix of its"
                  + " own.",
              "Resource::<StorageData[0-9A-F]+\\.Arn>\\/(definitions|logs|xcoms)\\/\\*",
              "Resource::<StorageDags[0-9A-F]+\\.Arn>\\/[A-Za-z0-9_\\/-]+\\/\\*"),
          wildcards(
              "The function that uploads the UI reads assets by their hashes and writes whatever"
                  + " files the UI has.",
              "Resource::arn:<AWS::Partition>:s3:::cdk-[a-z0-9]+-assets-.*\\/\\*",
              "Resource::<WebFiles[0-9A-F]+\\.Arn>\\/\\*"),
          wildcards(
              "A task definition gets a new revision with every deployment; the condition says in"
                  + " which cluster it may run.",
              "Resource::arn:.*:ecs:.*:task-definition\\/.*:\\*"));

  /** In the part with containers alone. */
  private static final List<NagPackSuppression> CONTAINERS =
      List.of(
          wildcards(
              "ecr:GetAuthorizationToken, ecs:DiscoverPollEndpoint and ecs:Submit… take no resource,"
                  + " and an agent's telemetry and polling have instances that are not there yet;"
                  + " the latter's condition names the cluster.",
              "Resource::\\*"),
          wildcards(
              "The CDK's policy of an instance's agent, as AWS publishes it.",
              "Action::ecs:Submit\\*"));

  private Suppressions() {}

  static void apply(Stack stack) {
    NagSuppressions.addStackSuppressions(stack, ALL);
    var workers = stack.getNode().tryFindChild("Workers");
    if (workers != null) {
      NagSuppressions.addResourceSuppressions(workers, CONTAINERS, true);
    }
  }

  private static NagPackSuppression because(String id, String reason) {
    return NagPackSuppression.builder().id("AwsSolutions-" + id).reason(reason).build();
  }

  private static NagPackSuppression wildcards(String reason, String... found) {
    var patterns = Arrays.stream(found).map(one -> Map.of("regex", "/^" + one + "$/")).toList();
    return NagPackSuppression.builder()
        .id("AwsSolutions-IAM5")
        .reason(reason)
        .appliesTo(patterns)
        .build();
  }
}
