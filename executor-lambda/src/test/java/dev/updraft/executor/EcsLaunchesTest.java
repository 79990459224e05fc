package dev.updraft.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.updraft.aws.call.Ecs;
import dev.updraft.aws.call.FakeEcs;
import dev.updraft.core.attempt.Attempt;
import dev.updraft.core.attempt.ContainerLaunch;
import dev.updraft.core.flow.RunEvent;
import dev.updraft.core.port.StoreException;
import dev.updraft.core.run.TaskInstanceState;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Launch messages of the executor {@code ecs}, and what ECS is asked for. */
class EcsLaunchesTest {
  private static final Ecs.Network NETWORK = new Ecs.Network(List.of("subnet-1"), List.of("sg-1"));

  private final FakeEcs ecs = new FakeEcs("up-ecs", "up-ecs-large");
  private QueuedAttempt queued = new QueuedAttempt("ecs", null);

  @AfterEach
  void stop() {
    ecs.close();
  }

  @Test
  void aQueuedAttemptGetsAContainerThatIsToldWhatToRun() {
    assertThat(isDone(1)).isTrue();
    var task = ecs.tasks.getFirst();
    assertThat(task.family()).isEqualTo("up-ecs");
    assertThat(task.command()).containsExactly("dev.updraft.executor.entry.Attempt");
    assertThat(ContainerOrder.of(task.environment()))
        .isEqualTo(new ContainerOrder(queued.launch, 0));
    assertThat(task.token()).hasSizeLessThanOrEqualTo(64);
    assertThat(queued.row().state()).isEqualTo(TaskInstanceState.QUEUED);
  }

  @Test
  void theQueueNamesTheTaskDefinition() {
    queue("large");
    assertThat(isDone(1)).isTrue();
    assertThat(ecs.tasks).extracting(FakeEcs.Task::family).containsExactly("up-ecs-large");
  }

  @Test
  void airflowsDefaultQueueIsThePlainTaskDefinition() {
    queue("default");
    assertThat(isDone(1)).isTrue();
    assertThat(ecs.tasks).extracting(FakeEcs.Task::family).containsExactly("up-ecs");
  }

  @Test
  void aDefinitionThatIsNotThereFailsTheTaskForGoodAndSaysWhich() {
    queue("gpu");
    assertThat(isDone(1)).isTrue();
    assertThat(queued.row().state()).isEqualTo(TaskInstanceState.FAILED);
    assertThat(queued.row().logTail()).contains("up-ecs-gpu", "TaskDefinition not found");
    assertThat(queued.told)
        .singleElement()
        .satisfies(
            message -> assertThat(message.event()).isInstanceOf(RunEvent.AttemptFinished.class));
  }

  @Test
  void withoutCapacityTheMessageComesAgainAndThenTheRowStaysQueuedForTheSweep() {
    ecs.noCapacity(3);
    assertThat(isDone(1)).isFalse();
    assertThat(isDone(2)).isFalse();
    assertThat(isDone(ContainerLaunch.RECEIVES_MAX)).isTrue();
    assertThat(queued.row().state()).isEqualTo(TaskInstanceState.QUEUED);
    assertThat(queued.told).isEmpty();
    assertThat(ecs.tasks).isEmpty();
    assertThat(isDone(1)).as("as launched by the sweep").isTrue();
    assertThat(ecs.tasks).hasSize(1);
  }

  @Test
  void anAttemptThatIsLaunchedAgainHasOneContainer() {
    assertThat(isDone(1)).isTrue();
    assertThat(isDone(1)).isTrue();
    var elsewhere = new Ecs.Network(List.of("subnet-2"), List.of("sg-1"));
    assertThat(launches(elsewhere).isDone(queued.launch, 1)).isTrue();
    assertThat(ecs.operations).containsExactly("RunTask", "RunTask", "RunTask");
    assertThat(ecs.tasks).hasSize(1);
    assertThat(queued.row().state()).isEqualTo(TaskInstanceState.QUEUED);
  }

  @Test
  void anAttemptThatNobodyQueuesAnyMoreIsDropped() {
    queued
        .attempts()
        .claim(
            QueuedAttempt.KEY, QueuedAttempt.ID, new Attempt.Runner("host", "user", 7), queued.now);
    assertThat(isDone(1)).isTrue();
    assertThat(ecs.operations).isEmpty();
  }

  @Test
  void whereEcsDoesNotAnswerTheMessageComesAgain() {
    ecs.close();
    assertThatThrownBy(() -> isDone(1)).isInstanceOf(StoreException.class);
  }

  private void queue(@Nullable String queue) {
    queued = new QueuedAttempt("ecs", queue);
  }

  private boolean isDone(int receives) {
    return launches(NETWORK).isDone(queued.launch, receives);
  }

  private EcsLaunches launches(Ecs.Network network) {
    return new EcsLaunches(ecs.client(), network, "up-ecs", queued.attempts(), queued.ends);
  }
}
