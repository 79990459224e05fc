package dev.updraft.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UserEnvironmentTest {
  private final FakeExecutionApi api = new FakeExecutionApi();

  /** What Lambda, ECS and the deployment give to a runner, secrets first. */
  private static final Map<String, String> RUNNERS =
      Map.ofEntries(
          Map.entry("AWS_ACCESS_KEY_ID", "secret"),
          Map.entry("AWS_SECRET_ACCESS_KEY", "secret"),
          Map.entry("AWS_SESSION_TOKEN", "secret"),
          Map.entry("AWS_CONTAINER_CREDENTIALS_FULL_URI", "secret"),
          Map.entry("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "secret-role"),
          Map.entry("AWS_CONTAINER_AUTHORIZATION_TOKEN", "secret"),
          Map.entry("AWS_WEB_IDENTITY_TOKEN_FILE", "secret"),
          Map.entry("AWS_LAMBDA_RUNTIME_API", "secret"),
          Map.entry("ECS_CONTAINER_METADATA_URI_V4", "secret"),
          Map.entry("UPDRAFT_LAUNCH", "secret"),
          Map.entry("UPDRAFT_SECRET", "secret"),
          Map.entry("UPDRAFT_API_URL", "secret"),
          Map.entry("JAVA_TOOL_OPTIONS", "secret"),
          Map.entry("AWS_REGION", "shown"),
          Map.entry("UPDRAFT_PYTHON", "shown"),
          Map.entry("AIRFLOW_VAR_X", "shown"),
          Map.entry("LANG", "shown"));

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void aTaskSeesNothingOfItsRunners() {
    assertThat(UserEnvironment.of(RUNNERS)).hasSize(4).containsValue("shown");
    assertThat(UserEnvironment.of(RUNNERS).values()).doesNotContain("secret", "secret-role");
    assertThat(UserEnvironment.ofOneAttempt(RUNNERS).values())
        .contains("secret-role")
        .doesNotContain("secret");
  }

  @Test
  void aPersonsOwnCredentialsAreTheirTasksToo() {
    assertThat(UserEnvironment.ofPerson(RUNNERS))
        .containsKeys("AWS_ACCESS_KEY_ID", "AWS_REGION", "UPDRAFT_PYTHON")
        .doesNotContainKeys("UPDRAFT_LAUNCH", "UPDRAFT_SECRET", "UPDRAFT_API_URL");
  }

  @Test
  void bashAndPythonPrintNoSecretOfTheirRunner() {
    var own = new HashMap<>(Attempts.fullEnvironment());
    own.putAll(RUNNERS);
    own.put("UPDRAFT_PYTHON", "python3");
    var shown = UserEnvironment.of(own);
    Attempts.bash("env").environment(shown).run(api);
    Attempts.standard(
            "operators.python.PythonOperator",
            Map.of("python_callable", "lambda **_: str(__import__('os').environ)"))
        .environment(shown)
        .run(api);
    assertThat(api.report().path("state").asText())
        .as("%s", api.log().reversed().subList(0, 5))
        .isEqualTo("success");
    assertThat(api.log()).contains("LANG=shown").noneMatch(line -> line.contains("secret"));
  }
}
