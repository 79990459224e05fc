package dev.updraft.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.updraft.aws.call.Ecs;
import dev.updraft.aws.call.FakeEcs;
import dev.updraft.core.attempt.Attempt;
import dev.updraft.core.flow.RunEvent;
import dev.updraft.core.run.TaskInstanceState;
import dev.updraft.core.wire.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Events of stopped containers, as EventBridge passes them on. */
class EcsEventsTest {
  private static final Attempt.Runner RUNNER = new Attempt.Runner("host", "user", 7);

  private final QueuedAttempt queued = new QueuedAttempt("ecs", null);
  private final EcsEvents events = new EcsEvents(queued.ends);

  @Test
  void aContainerThatStopsBeforeItsClaimLosesItsAttemptWithTheReasonInItsLog() {
    assertThat(events.stopped(event("CannotPullContainerError", null))).isTrue();
    assertThat(queued.row().state()).isEqualTo(TaskInstanceState.UP_FOR_RETRY);
    assertThat(queued.row().logTail()).contains("CannotPullContainerError (arn:aws:ecs:");
    assertThat(queued.told)
        .singleElement()
        .satisfies(message -> assertThat(message.event()).isInstanceOf(RunEvent.AttemptLost.class));
  }

  @Test
  void aContainerThatIsKilledLosesTheAttemptItRuns() {
    claim();
    assertThat(events.stopped(event("OutOfMemoryError: container killed", 137))).isTrue();
    assertThat(queued.row().state()).isEqualTo(TaskInstanceState.UP_FOR_RETRY);
    assertThat(queued.row().logTail()).contains("OutOfMemoryError", "exit code 137");
  }

  @Test
  void aContainerThatEndedWellEndsNothing() {
    claim();
    assertThat(events.stopped(event("Essential container in task exited", 0))).isFalse();
    assertThat(queued.row().state()).isEqualTo(TaskInstanceState.RUNNING);
  }

  @Test
  void anEventThatComesTwiceTellsTheSameAgain() {
    assertThat(events.stopped(event("stopped", 1))).isTrue();
    assertThat(events.stopped(event("stopped", 1))).isFalse();
    assertThat(queued.told).hasSize(2);
    assertThat(queued.told.getLast().deduplicationId())
        .isEqualTo(queued.told.getFirst().deduplicationId());
  }

  @Test
  void aTaskThatSomebodyElseStartedIsIgnored() {
    var plain = event("stopped", 1);
    override(plain).remove("environment");
    assertThat(events.stopped(plain)).isFalse();
    var other = event("stopped", 1);
    override(other).put("name", "sidecar");
    assertThat(events.stopped(other)).isFalse();
    assertThat(queued.row().state()).isEqualTo(TaskInstanceState.QUEUED);
  }

  @Test
  void whatIsNoSuchEventIsRefusedWithWhatWasExpected() {
    for (var event : List.of(Map.of(), Map.of("detail", Map.of("lastStatus", "RUNNING")))) {
      assertThatThrownBy(() -> events.stopped(Json.tree(event)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected an 'ECS Task State Change' to 'STOPPED'");
    }
  }

  @Test
  void aBrokenLaunchNamesItsVariable() {
    var event = event("stopped", 1);
    override(event)
        .putArray("environment")
        .addObject()
        .put("name", "UPDRAFT_LAUNCH")
        .put("value", "{}");
    assertThatThrownBy(() -> events.stopped(event))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("UPDRAFT_LAUNCH", "a launch message needs a key");
  }

  private void claim() {
    queued.attempts().claim(QueuedAttempt.KEY, QueuedAttempt.ID, RUNNER, queued.now);
  }

  private static ObjectNode override(JsonNode event) {
    return (ObjectNode) event.at("/detail/overrides/containerOverrides/0");
  }

  private JsonNode event(String reason, @Nullable Integer exitCode) {
    try (var ecs = new FakeEcs("up-ecs")) {
      var network = new Ecs.Network(List.of("subnet-1"), List.of("sg-1"));
      var fresh = new QueuedAttempt("ecs", null);
      var launches = new EcsLaunches(ecs.client(), network, "up-ecs", fresh.attempts(), fresh.ends);
      assertThat(launches.isDone(fresh.launch, 1)).isTrue();
      return Json.read(ecs.tasks.getFirst().stopped(reason, exitCode), JsonNode.class);
    }
  }
}
