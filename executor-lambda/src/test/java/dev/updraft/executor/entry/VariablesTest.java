package dev.updraft.executor.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.updraft.runner.process.Fence;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What the environment says, and what is said of it where it is wrong. */
class VariablesTest {
  @Test
  void whatIsMissingIsNamed() {
    Map<String, Consumer<Variables>> needs =
        Map.of(
            "UPDRAFT_API_URL", Variables::runner,
            "UPDRAFT_QUEUES", Variables::queues,
            "UPDRAFT_WORKER_SERVICE", Variables::workerService,
            "UPDRAFT_ECS_CLUSTER", Variables::ecs,
            "UPDRAFT_ECS_TASK_DEFINITION", Variables::taskDefinition,
            "UPDRAFT_ECS_SUBNETS", Variables::network,
            "UPDRAFT_LAUNCH", Variables::launch);
    needs.forEach((name, need) -> {
      for (var environment : List.of(Map.<String, String>of(), Map.of(name, "  "))) {
        assertThatThrownBy(() -> need.accept(new Variables(environment)))
            .as(name)
            .hasMessage("the environment variable " + name + " is not set");
      }
    });
  }

  @Test
  void listsAreNamesWithCommasBetweenAndNoneIsEmpty() {
    assertThat(queues("default, big")).containsExactly("default", "big");
    for (var bad : List.of("a,,b", ",", "a,", "q,".repeat(30) + "q")) {
      assertThatThrownBy(() -> queues(bad)).hasMessageContainingAll("UPDRAFT_QUEUES", bad);
    }
    var network = Map.of("UPDRAFT_ECS_SUBNETS", "s-1,s-2", "UPDRAFT_ECS_SECURITY_GROUPS", "g-1,");
    assertThatThrownBy(() -> new Variables(network).network())
        .hasMessageContaining("UPDRAFT_ECS_SECURITY_GROUPS has to be 1 to 5 names");
  }

  @Test
  void numbersHaveDefaultsAndLimits() {
    assertThat(new Variables(Map.of()).attempts()).isEqualTo(4);
    assertThat(new Variables(Map.of()).stopGrace()).isEqualTo(Duration.ofSeconds(100));
    assertThat(attempts(" 7 ")).isEqualTo(7);
    for (var bad : List.of("0", "257", "-1", "1.5", "four", "99999999999")) {
      assertThatThrownBy(() -> attempts(bad))
          .hasMessage(
              "UPDRAFT_WORKER_ATTEMPTS has to be a whole number from 1 to 256, it is '%s'"
                  .formatted(bad));
    }
  }

  @Test
  void aLaunchThatIsNoneNamesItsVariable() {
    assertThatThrownBy(() -> new Variables(Map.of("UPDRAFT_LAUNCH", "attempt 7")).launch())
        .hasMessageStartingWith("UPDRAFT_LAUNCH: not JSON of a LaunchMessage");
  }

  @Test
  void tasksSeeNothingOfTheRunnersAndAreKeptFromItsRuntimeApi() {
    var settings =
        new Variables(
                Map.of(
                    "UPDRAFT_API_URL", "http://localhost:1",
                    "AWS_LAMBDA_RUNTIME_API", "127.0.0.1:9001",
                    "AWS_SESSION_TOKEN", "secret",
                    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/role",
                    "UPDRAFT_LAUNCH", "{}",
                    "LANG", "C"))
            .runner();
    assertThat(settings.environment()).isEqualTo(Map.of("LANG", "C"));
    assertThat(settings.fence()).isEqualTo(new Fence(null, Set.of(9001)));
  }

  @Test
  void aContainerOfOneAttemptGivesItItsRole() {
    var role = Map.of("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/role");
    var environment = new HashMap<>(role);
    environment.put("UPDRAFT_API_URL", "http://localhost:1");
    environment.put("UPDRAFT_LAUNCH", "{}");
    assertThat(new Variables(environment).runnerOfOne().environment()).isEqualTo(role);
  }

  @Test
  void anotherUserIsTwoNumbers() {
    for (var bad : List.of("root", "10001", "0:0", "-1:1", "1:x")) {
      var environment = Map.of("UPDRAFT_API_URL", "http://localhost:1", "UPDRAFT_TASK_USER", bad);
      assertThatThrownBy(() -> new Variables(environment).runner())
          .hasMessageContainingAll("UPDRAFT_TASK_USER", "10001:10001", bad);
    }
  }

  private static List<String> queues(String text) {
    return new Variables(Map.of("UPDRAFT_QUEUES", text)).queues();
  }

  private static int attempts(String text) {
    return new Variables(Map.of("UPDRAFT_WORKER_ATTEMPTS", text)).attempts();
  }
}
