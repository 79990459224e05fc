package dev.updraft.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * CloudFormation makes the new before it takes the old away, so what has to be replaced must not
 * keep its name. create-only.json has the properties whose change is a replacement, as the schemas
 * say that cfn-lint 1.58.0 has of the resource types ({@code createOnlyProperties}).
 */
class ReplacementTest {
  private static final JsonNode CREATE_ONLY = createOnly();

  private static JsonNode createOnly() {
    try (var in = ReplacementTest.class.getResourceAsStream("create-only.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new AssertionError("create-only.json cannot be read", e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "executorImage=build",
    "workerCapacity=ec2",
    "workerCapacity=fargate-spot",
    "architecture=x86-64",
    "executors=lambda",
    "'zones=eu-west-1b,eu-west-1c;removal=destroy;signUp=self;alarms=each;dashboard=off;logDays=3'"
  })
  void everyOptionCanBeChangedInPlace(String change) {
    var before = named(Deployment.of(with("")));
    var after = named(Deployment.of(with(change)));
    before.keySet().retainAll(after.keySet());
    assertThat(before).hasSizeGreaterThan(20);
    before.forEach((name, properties) -> {
      var type = name.substring(0, name.indexOf(' '));
      CREATE_ONLY
          .path(type)
          .forEach(path ->
              assertThat(properties.at(path.asText()))
                  .as("%s of %s", path, name)
                  .isEqualTo(after.getOrDefault(name, properties).at(path.asText())));
    });
  }

  @Test
  void aChangeFromAJarToAnImageIsOneOfFunctionsWithTwoNames() {
    var jar = Deployment.of(with(""));
    var image = Deployment.of(with("executorImage=build"));
    assertThat(name(jar)).isEqualTo("updraft-executor");
    assertThat(name(image)).isEqualTo("updraft-executor-image");
  }

  private static String name(Deployment deployment) {
    return deployment
        .one("AWS::Lambda::Function", "ExecutorsTasksFunction")
        .path("FunctionName")
        .asText();
  }

  private static Map<String, Object> with(String changes) {
    var options = new TreeMap<String, Object>(Map.of("executors", "lambda,worker"));
    for (var change : changes.split(";", -1)) {
      int equals = change.indexOf('=');
      options.put(change.substring(0, Math.max(0, equals)), change.substring(equals + 1));
    }
    options.remove("");
    return options;
  }

  /** The properties of all resources with a name that has to be theirs alone, by type and name. */
  private static Map<String, JsonNode> named(Deployment deployment) {
    var found = new LinkedHashMap<String, JsonNode>();
    for (var resource : deployment.template().path("Resources")) {
      var type = resource.path("Type").asText();
      for (var path : CREATE_ONLY.path(type)) {
        var name = resource.path("Properties").at(path.asText());
        if (path.asText().matches("/(\\w*Name|Domain)") && !name.isMissingNode()) {
          found.put(type + " " + path.asText() + " " + name, resource.path("Properties"));
        }
      }
    }
    return found;
  }
}
