package dev.updraft.api.signin;

import static dev.updraft.api.signin.Role.ADMIN;
import static dev.updraft.api.signin.Role.OP;
import static dev.updraft.api.signin.Role.PUBLIC;
import static dev.updraft.api.signin.Role.USER;
import static dev.updraft.api.signin.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.api.ApiWorld;
import dev.updraft.api.signin.Access.Need;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class AccessTest {
  private static final String DAG = "/api/v2/dags/{dag_id}";

  /** By what a route begins with, the longest that fits: the least role that reads, and writes. */
  private static final Map<String, List<Role>> ROLES =
      Map.of(
          "/ui/auth/", List.of(PUBLIC, ADMIN),
          "/ui/config", List.of(PUBLIC, ADMIN),
          "/ui/", List.of(VIEWER, ADMIN),
          "/api/v2/dag", List.of(VIEWER, USER),
          "/api/v2/importErrors", List.of(VIEWER, ADMIN),
          "/api/v2/pools", List.of(VIEWER, OP),
          "/api/v2/variables", List.of(OP, OP),
          "/api/v2/connections", List.of(OP, OP),
          "/api/v2/config", List.of(OP, ADMIN));

  private final List<String> operations = new ApiWorld().api().operations();

  @TestFactory
  Stream<DynamicTest> everyOperationNeedsTheRoleOfAirflowsPermission() {
    return operations.stream()
        .filter(operation -> !operation.contains(" /execution/"))
        .filter(operation -> !AccessTest.open(operation))
        .map(operation ->
            DynamicTest.dynamicTest(
                operation,
                () -> {
                  var least = least(operation);
                  for (var role : Role.values()) {
                    assertThat(Access.allowed(role, operation))
                        .as("%s may %s", role, operation)
                        .isEqualTo(role.includes(least));
                  }
                }));
  }

  @Test
  void onlyWhatAirflowLeavesOpenIsOpen() {
    assertThat(operations.stream().filter(AccessTest::open))
        .containsExactlyInAnyOrder("GET /api/v2/version", "GET /api/v2/monitor/health");
  }

  @Test
  void attemptsShowTheirOwnTokensAndUsersMayDoNothingThere() {
    var attempts = operations.stream().filter(operation -> operation.contains(" /execution/"));
    assertThat(attempts)
        .isNotEmpty()
        .allSatisfy(operation -> {
          assertThat(Access.of(operation)).contains(new Need.AttemptToken());
          assertThat(Access.allowed(ADMIN, operation)).isFalse();
        });
  }

  @Test
  void whatNoRuleKnowsNobodyMayDo() {
    assertThat(Access.allowed(ADMIN, "GET /api/v2/secrets")).isFalse();
    assertThat(Access.allowed(ADMIN, "DELETE " + DAG)).isFalse();
  }

  @Test
  void theGreatestGroupCounts() {
    assertThat(Role.among(List.of("Viewer", "Op", "accountants"))).isEqualTo(OP);
    assertThat(Role.among(List.of("admin", "accountants"))).isEqualTo(PUBLIC);
    assertThat(Role.among(List.of())).isEqualTo(PUBLIC);
  }

  private static boolean open(String operation) {
    return Access.of(operation).filter(Need.Nothing.class::isInstance).isPresent();
  }

  private static Role least(String operation) {
    int space = operation.indexOf(' ');
    boolean reads = operation.substring(0, space).equals("GET");
    var route = operation.substring(space + 1);
    var roles =
        ROLES.entrySet().stream()
            .filter(entry -> route.startsWith(entry.getKey()))
            .max((a, b) -> Integer.compare(a.getKey().length(), b.getKey().length()))
            .orElseThrow(() -> new AssertionError("no role is known for " + operation))
            .getValue();
    return roles.get(reads ? 0 : 1);
  }
}
