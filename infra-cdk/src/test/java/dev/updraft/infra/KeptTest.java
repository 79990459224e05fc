package dev.updraft.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a failed first deployment leaves behind: nothing, so that the second one can begin. */
class KeptTest {
  /** What of a deployment holds what its users made. */
  private static final Set<String> KEPT =
      Set.of(
          "AWS::DynamoDB::Table",
          "AWS::S3::Bucket",
          "AWS::Cognito::UserPool",
          "AWS::Cognito::UserPoolGroup",
          "AWS::Cognito::UserPoolUser",
          "AWS::Cognito::UserPoolUserToGroupAttachment");

  static Stream<Map<String, Object>> deployments() {
    return Stream.of(Deployment.PLAIN, Deployment.FULL, Deployment.OTHER);
  }

  @ParameterizedTest
  @MethodSource("deployments")
  void whatIsKeptGoesAllTheSameWhenItsCreationIsRolledBack(Map<String, Object> options) {
    for (var resource : Deployment.of(options).template().path("Resources")) {
      for (var policy : new String[] {"DeletionPolicy", "UpdateReplacePolicy"}) {
        var expected = policy.startsWith("Del") ? "RetainExceptOnCreate" : "Retain";
        assertThat(resource.path(policy).asText("Delete"))
            .as("%s of %s", policy, resource)
            .isIn("Delete", expected);
      }
      assertThat(resource.path("UpdateReplacePolicy").asText("Delete").equals("Delete"))
          .as("%s", resource)
          .isEqualTo(resource.path("DeletionPolicy").asText("Delete").equals("Delete"));
    }
  }

  @ParameterizedTest
  @MethodSource("deployments")
  void nothingIsProtectedFromDeletionByTheDeploymentThatMakesIt(Map<String, Object> options) {
    var template = Deployment.of(options).template();
    template
        .path("Resources")
        .properties()
        .forEach(entry ->
            assertThat(protections(template, entry.getValue().path("Properties"), "off"))
                .as(entry.getKey())
                .allMatch(value -> value.equals("false") || value.equals("INACTIVE")));
    assertThat(template.path("Parameters").path("Protection").path("Default").asText("off"))
        .isEqualTo("off");
  }

  @Test
  void tablesAndUsersAreProtectedOnceTheStackStands() {
    var plain = Deployment.of(Deployment.PLAIN);
    for (var type : List.of("AWS::DynamoDB::Table", "AWS::Cognito::UserPool")) {
      plain
          .properties(type)
          .forEach((id, properties) ->
              assertThat(protections(plain.template(), properties, "on"))
                  .as(id)
                  .singleElement()
                  .isIn("true", "ACTIVE"));
    }
  }

  @Test
  void aDeploymentWhoseDataGoesWithItHasNothingToProtect() {
    assertThat(Deployment.of(Deployment.OTHER).template().path("Parameters").has("Protection"))
        .isFalse();
  }

  @Test
  void dataAndUsersStayWhenTheStackGoes() {
    var types = new TreeSet<String>();
    for (var resource : Deployment.of(Deployment.FULL).template().path("Resources")) {
      if (resource.path("DeletionPolicy").asText().startsWith("Retain")) {
        types.add(resource.path("Type").asText());
      }
    }
    assertThat(types).containsExactlyInAnyOrderElementsOf(KEPT);
  }

  /** The values of all properties that protect from deletion, with the parameter at this value. */
  private static List<String> protections(JsonNode template, JsonNode node, String parameter) {
    var found = new ArrayList<String>();
    node.properties()
        .forEach(entry -> {
          if (entry.getKey().matches("(Deletion|Termination)Protection(Enabled)?")) {
            found.add(resolved(template, entry.getValue(), parameter));
          }
        });
    node.forEach(child -> found.addAll(protections(template, child, parameter)));
    return found;
  }

  private static String resolved(JsonNode template, JsonNode value, String parameter) {
    if (!value.has("Fn::If")) {
      return value.asText();
    }
    var branches = value.path("Fn::If");
    var equal = template.path("Conditions").path(branches.path(0).asText()).path("Fn::Equals");
    assertThat(equal.path(0).path("Ref").asText()).isEqualTo("Protection");
    return branches.path(equal.path(1).asText().equals(parameter) ? 1 : 2).asText();
  }
}
