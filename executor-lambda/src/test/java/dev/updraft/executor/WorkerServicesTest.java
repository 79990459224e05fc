package dev.updraft.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.updraft.aws.call.FakeEcs;
import dev.updraft.core.port.StoreException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerServicesTest {
  private final FakeEcs ecs = new FakeEcs();
  private final WorkerServices services =
      new WorkerServices(ecs.client(), "up-worker", List.of("default", "big"));

  @AfterEach
  void stop() {
    ecs.close();
  }

  @Test
  void aQueueWithoutWorkersGetsOne() {
    ecs.services.put("up-worker-default", 0);
    ecs.services.put("up-worker-big", 0);
    assertThat(services.wake("big")).isTrue();
    assertThat(ecs.services).containsEntry("up-worker-big", 1);
    assertThat(ecs.services).containsEntry("up-worker-default", 0);
  }

  @Test
  void workersThatAreThereAreLeftToTheirScaling() {
    ecs.services.put("up-worker-default", 7);
    assertThat(services.wake("default")).isFalse();
    assertThat(ecs.services).containsEntry("up-worker-default", 7);
    assertThat(ecs.operations).containsExactly("DescribeServices");
  }

  @Test
  void aQueueThatHasNoWorkersHereIsNamedWithThoseThatHave() {
    assertThatThrownBy(() -> services.wake("gpu"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("'gpu'", "default", "big");
    assertThat(ecs.operations).isEmpty();
  }

  @Test
  void aServiceThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> services.wake("default"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("up-worker-default");
  }
}
