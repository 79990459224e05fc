package dev.updraft.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.updraft.core.dag.Executors;
import dev.updraft.core.dag.Executors.Offer;
import dev.updraft.core.port.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ExecutorVariablesTest {
  @Test
  void aDeploymentSaysWhatItHas() {
    var executors =
        ExecutorVariables.of(
            Map.of(
                "UPDRAFT_EXECUTOR", "worker",
                "UPDRAFT_EXECUTORS", "lambda,worker,ecs",
                "UPDRAFT_EXECUTOR_SECONDS", "300",
                "UPDRAFT_EXECUTOR_PYTHON", "false",
                "UPDRAFT_QUEUES", "default,big",
                "UPDRAFT_ECS_TASKS", ""));
    assertThat(executors)
        .isEqualTo(
            new Executors(
                "worker",
                new TreeMap<>(
                    Map.of(
                        "lambda", new Offer(Duration.ofSeconds(270), null, false),
                        "worker", new Offer(null, new TreeSet<>(List.of("big", "default")), true),
                        "ecs", new Offer(null, new TreeSet<>(), true)))));
  }

  @Test
  void anOlderDeploymentThatListsNoneHasThemAll() {
    assertThat(ExecutorVariables.of(Map.of())).isEqualTo(Executors.everyOnAws("lambda"));
  }

  @Test
  void anUnclearEnvironmentIsRefusedByItsVariable() {
    assertThatThrownBy(() -> ExecutorVariables.of(Map.of("UPDRAFT_EXECUTORS", "lambda,celery")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("UPDRAFT_EXECUTORS lists 'celery'")
        .hasMessageContaining("[lambda, worker, ecs]");
    assertThatThrownBy(() -> ExecutorVariables.of(Map.of("UPDRAFT_EXECUTORS", "ecs")))
        .hasMessageContaining("UPDRAFT_EXECUTOR is 'lambda'");
    var letters = Map.of("UPDRAFT_EXECUTORS", "lambda", "UPDRAFT_EXECUTOR_SECONDS", "15m");
    assertThatThrownBy(() -> ExecutorVariables.of(letters))
        .hasMessageContaining("UPDRAFT_EXECUTOR_SECONDS is '15m', expected a number of seconds");
  }
}
