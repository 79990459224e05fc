package dev.updraft.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {
  private final Deployment full = Deployment.of(Deployment.FULL);
  private final Deployment instances = Deployment.of(Deployment.OTHER);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AWS::EC2::NatGateway",
        "AWS::EC2::VPCEndpoint",
        "AWS::EC2::EIP",
        "AWS::ElasticLoadBalancingV2::LoadBalancer",
        "AWS::KMS::Key",
        "AWS::SecretsManager::Secret"
      })
  void nothingIsPaidForByTheHour(String type) {
    assertThat(full.all(type)).isEmpty();
    assertThat(instances.all(type)).isEmpty();
  }

  @Test
  void withoutContainersThereIsNoNetworkAndNoCluster() {
    var plain = Deployment.of(Deployment.PLAIN);
    assertThat(plain.all("AWS::EC2::VPC")).isEmpty();
    assertThat(plain.all("AWS::ECS::Cluster")).isEmpty();
  }

  @Test
  void everyContainerKnowsItsRegion() {
    for (var deployment : List.of(full, instances)) {
      deployment
          .properties("AWS::ECS::TaskDefinition")
          .forEach((id, task) -> {
            var variables = task.at("/ContainerDefinitions/0/Environment");
            assertThat(variables)
                .as(id)
                .anySatisfy(one -> {
                  assertThat(one.path("Name").asText()).isEqualTo("AWS_REGION");
                  assertThat(one.path("Value").path("Ref").asText()).isEqualTo("AWS::Region");
                });
          });
    }
  }

  @Test
  void servicesAreGoneBeforeTheCapacityAndTheNetworkThatTheyUse() {
    for (var deployment : List.of(full, instances)) {
      var resources = deployment.template().path("Resources");
      deployment
          .all("AWS::ECS::Service")
          .forEach((id, service) -> {
            var before = Deployment.texts(service.path("DependsOn"));
            assertThat(before)
                .as(id)
                .anyMatch(
                    one -> type(resources, one).endsWith("ClusterCapacityProviderAssociations"));
            if (!deployment.all("AWS::EC2::VPC").isEmpty()) {
              assertThat(before).as(id).anyMatch(one -> type(resources, one).endsWith("Route"));
            }
          });
    }
  }

  private static String type(JsonNode resources, String id) {
    return resources.path(id).path("Type").asText();
  }

  @Test
  void theArchitectureIsThatOfImagesTasksAndInstancesAlike() {
    var options = new TreeMap<>(Deployment.FULL);
    options.put("architecture", "x86-64");
    options.put("executorImage", "build");
    var x86 = Deployment.of(options);
    x86.properties("AWS::ECS::TaskDefinition")
        .forEach((id, task) ->
            assertThat(task.at("/RuntimePlatform/CpuArchitecture").asText())
                .as(id)
                .isEqualTo("X86_64"));
    assertThat(
            x86.one("AWS::Lambda::Function", "ExecutorsTasksFunction")
                .at("/Architectures/0")
                .asText())
        .isEqualTo("x86_64");
    options.put("workerCapacity", "ec2");
    var template = Deployment.of(options).one("AWS::EC2::LaunchTemplate", "WorkersInstance");
    assertThat(template.at("/LaunchTemplateData/InstanceType").asText()).isEqualTo("t3.medium");
    assertThat(template.toString()).doesNotContain("arm64");
  }

  @Test
  void aNewNetworkHasSubnetsInTheZonesThatWereAskedFor() {
    var options = new TreeMap<>(Deployment.FULL);
    options.put("zones", "eu-west-1b,eu-west-1c");
    assertThat(Deployment.of(options).properties("AWS::EC2::Subnet").values())
        .extracting(subnet -> subnet.path("AvailabilityZone").asText())
        .containsExactly("eu-west-1b", "eu-west-1c");
  }

  @Test
  void eachQueueHasAServiceThatScalesFromNone() {
    assertThat(full.all("AWS::ECS::Service")).hasSize(2);
    full.properties("AWS::ECS::Service")
        .forEach((id, service) -> {
          assertThat(service.has("DesiredCount")).as(id).isFalse();
          assertThat(service.toString()).contains("\"AssignPublicIp\":\"ENABLED\"");
        });
    full.properties("AWS::ApplicationAutoScaling::ScalableTarget")
        .forEach((id, target) -> {
          assertThat(target.path("MinCapacity").asInt()).as(id).isZero();
          assertThat(target.path("MaxCapacity").asInt()).as(id).isEqualTo(10);
        });
  }

  @Test
  void workersComeByTheBacklogOfEachAndAllGoWhenNothingIsLeft() {
    var more = policy("More");
    assertThat(more.path("AdjustmentType").asText()).isEqualTo("ChangeInCapacity");
    assertThat(more.path("StepAdjustments").findValuesAsText("ScalingAdjustment"))
        .containsExactly("1", "4", "10");
    var less = policy("Less");
    assertThat(less.path("AdjustmentType").asText()).isEqualTo("PercentChangeInCapacity");
    assertThat(less.path("MinAdjustmentMagnitude").asInt()).isEqualTo(1);
    assertThat(less.path("StepAdjustments").findValuesAsText("ScalingAdjustment"))
        .containsExactly("-100", "-25");
    var idle = full.one("AWS::CloudWatch::Alarm", "WorkersWorkerdefaultIdle");
    assertThat(idle.path("EvaluationPeriods").asInt()).isEqualTo(10);
    assertThat(idle.path("TreatMissingData").asText()).isEqualTo("notBreaching");
    assertThat(full.one("AWS::CloudWatch::Alarm", "WorkersWorkerdefaultWaiting").toString())
        .contains("FILL(waiting, 0) / FILL(workers, 1)");
  }

  private JsonNode policy(String name) {
    return full.one("AWS::ApplicationAutoScaling::ScalingPolicy", "WorkersWorkerdefault" + name)
        .path("StepScalingPolicyConfiguration");
  }

  @Test
  void theSchedulerMayWakeWorkersWhereThereAreSome() {
    assertThat(environment(full, "SchedulerInboxFunction").has("UPDRAFT_WAKE_FUNCTION")).isTrue();
    assertThat(environment(full, "ExecutorsWakeFunction").path("UPDRAFT_QUEUES").asText())
        .isEqualTo("default,big");
    assertThat(
            environment(Deployment.of(Deployment.PLAIN), "SchedulerInboxFunction")
                .has("UPDRAFT_WAKE_FUNCTION"))
        .isFalse();
  }

  private static JsonNode environment(Deployment deployment, String function) {
    return deployment.one("AWS::Lambda::Function", function).path("Environment").path("Variables");
  }

  @Test
  void attemptsHaveTasksOfTheirSizes() {
    var large = full.one("AWS::ECS::TaskDefinition", "WorkersAttemptlarge");
    assertThat(large.path("Family").asText()).isEqualTo("updraft-ecs-large");
    assertThat(large.path("Cpu").asText()).isEqualTo("2048");
    assertThat(large.path("Memory").asText()).isEqualTo("8192");
    var rule = full.one("AWS::Events::Rule", "ExecutorsAttemptStopped").path("EventPattern");
    assertThat(rule.path("detail").path("lastStatus").path(0).asText()).isEqualTo("STOPPED");
    assertThat(rule.path("detail").path("group").toString()).contains("family:updraft-ecs");
  }

  @Test
  void containersHaveTwoMinutesToEndIn() {
    full.properties("AWS::ECS::TaskDefinition")
        .forEach((id, task) ->
            assertThat(task.path("ContainerDefinitions").path(0).path("StopTimeout").asInt())
                .as(id)
                .isEqualTo(120));
  }

  @Test
  void instancesStartFromNoneInTheGivenSubnetsWithPublicAddresses() {
    var group = instances.one("AWS::AutoScaling::AutoScalingGroup", "WorkersInstancesASG");
    assertThat(group.path("MinSize").asText()).isEqualTo("0");
    assertThat(Deployment.texts(group.path("VPCZoneIdentifier")))
        .containsExactly("subnet-1", "subnet-2");
    var provider = instances.properties("AWS::ECS::CapacityProvider").values().iterator().next();
    assertThat(provider.toString()).contains("\"ManagedTerminationProtection\":\"ENABLED\"");
    var template = instances.one("AWS::EC2::LaunchTemplate", "WorkersInstance").toString();
    assertThat(template)
        .contains("\"HttpTokens\":\"required\"", "\"Encrypted\":true")
        .contains("\"AssociatePublicIpAddress\":true");
    var task = instances.one("AWS::ECS::TaskDefinition", "WorkersWorkerdefaultTask");
    assertThat(task.path("NetworkMode").asText()).isEqualTo("bridge");
    assertThat(instances.all("AWS::EC2::VPC")).isEmpty();
  }
}
