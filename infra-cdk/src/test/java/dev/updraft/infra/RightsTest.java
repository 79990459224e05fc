package dev.updraft.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RightsTest {
  static Stream<Map<String, Object>> deployments() {
    return Stream.of(Deployment.PLAIN, Deployment.FULL, Deployment.OTHER);
  }

  @ParameterizedTest
  @MethodSource("deployments")
  void noRuleOfCdkNagIsBrokenWithoutAReason(Map<String, Object> options) {
    assertThat(Deployment.of(options).findings()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("deployments")
  void noRoleHasAWildcardActionButTheAgentsOfInstances(Map<String, Object> options) {
    for (var policy : Deployment.of(options).properties("AWS::IAM::Policy").entrySet()) {
      if (policy.getKey().startsWith("WorkersInstanceRole")) {
        continue;
      }
      for (var statement : statements(policy.getValue())) {
        assertThat(Deployment.texts(statement.path("Action")))
            .as(policy.getKey())
            .noneMatch(action -> action.contains("*"));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("deployments")
  void everythingIsAllowedOnNamedResourcesButToGetATokenForTheRegistry(
      Map<String, Object> options) {
    for (var policy : Deployment.of(options).properties("AWS::IAM::Policy").entrySet()) {
      if (policy.getKey().startsWith("WorkersInstanceRole")) {
        continue;
      }
      for (var statement : statements(policy.getValue())) {
        if (Deployment.texts(statement.path("Resource")).contains("*")) {
          assertThat(Deployment.texts(statement.path("Action")))
              .as(policy.getKey())
              .containsExactly("ecr:GetAuthorizationToken");
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("deployments")
  void noFunctionHasAPolicyOfAws(Map<String, Object> options) {
    Deployment.of(options)
        .properties("AWS::IAM::Role")
        .forEach((id, role) -> {
          if (!id.startsWith("Custom")) {
            assertThat(role.path("ManagedPolicyArns").isMissingNode()).as(id).isTrue();
          }
        });
  }

  @Test
  void noArnNamesAPartition() {
    var options = new TreeMap<>(Deployment.FULL);
    options.put("executorImage", "123456789012.dkr.ecr.us-gov-west-1.amazonaws.com/me:1");
    options.put("workerImage", "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/me:1");
    var template = Deployment.of(options).template().toString();
    assertThat(template)
        .contains("123456789012.dkr.ecr.us-gov-west-1.", "123456789012.dkr.ecr.cn-north-1.")
        .contains(":ecr:cn-north-1:123456789012:repository/me")
        .doesNotContainPattern("arn:aws[a-z-]*:")
        .doesNotContainPattern("amazonaws[.]com([.]cn)?/me");
  }

  @Test
  void aWorkerMayReceiveFromItsQueueAndNothingElse() {
    var policy =
        Deployment.of(Deployment.FULL)
            .one("AWS::IAM::Policy", "WorkersWorkerdefaultRoleDefaultPolicy");
    var statements = statements(policy);
    assertThat(statements).hasSize(1);
    assertThat(Deployment.texts(statements.getFirst().path("Action")))
        .containsExactlyInAnyOrder(
            "sqs:ReceiveMessage",
            "sqs:DeleteMessage",
            "sqs:ChangeMessageVisibility",
            "sqs:GetQueueUrl");
    assertThat(statements.getFirst().path("Resource").toString())
        .contains("MessagingTasksdefault")
        .doesNotContain("Tasksbig");
  }

  @Test
  void anAttemptInItsOwnContainerMayDoNothing() {
    assertThat(Deployment.of(Deployment.FULL).all("AWS::IAM::Policy").keySet())
        .noneMatch(id -> id.startsWith("WorkersAttemptRole"));
  }

  @Test
  void theExecutorSeesNeitherTablesNorBucketsNorSecrets() {
    var actions = actions(Deployment.PLAIN, "ExecutorsTasksRoleDefaultPolicy");
    assertThat(actions).allMatch(action -> action.startsWith("sqs:") || action.startsWith("logs:"));
  }

  @Test
  void onlyTheSchedulerAndTheApiReadTheSecret() {
    var readers = new ArrayList<String>();
    Deployment.of(Deployment.FULL)
        .properties("AWS::IAM::Policy")
        .forEach((id, policy) -> {
          if (policy.toString().contains("ssm:")) {
            readers.add(id);
          }
        });
    assertThat(readers)
        .containsExactlyInAnyOrder("ApiRoleDefaultPolicy", "SchedulerInboxRoleDefaultPolicy");
  }

  @Test
  void theLauncherRunsOnlyItsTasksInItsClusterAndPassesOnlyTheirRoles() {
    var policy =
        Deployment.of(Deployment.FULL)
            .one("AWS::IAM::Policy", "ExecutorsEcsTasksRoleDefaultPolicy");
    var run = statement(policy, "ecs:RunTask");
    assertThat(run.path("Condition").toString()).contains("ecs:cluster");
    assertThat(run.path("Resource").toString())
        .contains("updraft-ecs:*", "updraft-ecs-large:*")
        .doesNotContain("worker");
    assertThat(statement(policy, "iam:PassRole").path("Resource").toString())
        .doesNotContain("Workerdefault");
  }

  private static JsonNode statement(JsonNode policy, String action) {
    return statements(policy).stream()
        .filter(one -> Deployment.texts(one.path("Action")).contains(action))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> actions(Map<String, Object> options, String id) {
    return statements(Deployment.of(options).one("AWS::IAM::Policy", id)).stream()
        .flatMap(statement -> Deployment.texts(statement.path("Action")).stream())
        .toList();
  }

  private static List<JsonNode> statements(JsonNode policy) {
    return Deployment.list(policy.path("PolicyDocument").path("Statement"));
  }
}
