package dev.updraft.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.attempt.Attempt;
import dev.updraft.core.attempt.LaunchMessage;
import dev.updraft.core.attempt.Mishap;
import dev.updraft.core.flow.Decision;
import dev.updraft.core.flow.RunEvent;
import dev.updraft.core.id.AttemptId;
import dev.updraft.core.id.AttemptKey;
import dev.updraft.core.id.DagId;
import dev.updraft.core.id.RunId;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.id.TaskInstanceKey;
import dev.updraft.core.id.VersionHash;
import dev.updraft.core.port.Inbox;
import dev.updraft.core.port.memory.MemoryWorld;
import dev.updraft.core.run.TaskInstanceState;
import dev.updraft.core.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Attempts that no runner ends. */
class AttemptEndsTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final RunKey RUN = new RunKey(new DagId("d"), new RunId("r"));
  private static final AttemptKey KEY =
      new AttemptKey(new TaskInstanceKey(RUN, new TaskId("t"), -1), 1);
  private static final AttemptId ID = AttemptId.of(KEY, NOON);
  private static final LaunchMessage LAUNCH =
      new LaunchMessage(KEY, ID, new VersionHash("4c1d"), "ecs", null, "ticket");
  private static final Mishap DEAD = new Mishap.Undelivered();
  private static final Mishap NEVER = new Mishap.Unlaunchable();
  private static final Attempt.Runner RUNNER = new Attempt.Runner("host", "user", 7);

  private final MemoryWorld world = MemoryWorld.on(() -> NOON);
  private final List<Inbox.Message> told = new ArrayList<>();
  private Instant now = NOON;
  private final AttemptEnds ends =
      new AttemptEnds(
          world.attempts(),
          new Inbox() {
            @Override
            public void send(List<Message> messages) {
              told.addAll(messages);
            }

            @Override
            public void sendLater(Message message, Duration delay) {
              throw new UnsupportedOperationException();
            }
          },
          () -> now);

  @BeforeEach
  void queue() {
    world
        .attempts()
        .queue(new Decision.Launch(KEY, ID, new VersionHash("4c1d"), "ecs", null, 0, NOON));
  }

  @Test
  void aContainerThatStopsBeforeItsClaimLosesItsAttemptWithTheReasonInItsLog() {
    var event =
        Map.of(
            "detail",
            Map.of(
                "taskArn",
                "arn:t",
                "stoppedReason",
                "CannotPullContainerError",
                "containers",
                List.of(Map.of("name", "attempt", "exitCode", 137)),
                "overrides",
                Map.of(
                    "containerOverrides",
                    List.of(
                        Map.of(
                            "environment",
                            List.of(
                                Map.of("name", "UPDRAFT_LAUNCH", "value", Json.write(LAUNCH)),
                                Map.of("name", "UPDRAFT_LAUNCH_RESCHEDULES", "value", "0")))))));
    assertThat(new EcsEvents(ends).stopped(Json.tree(event))).isTrue();
    assertThat(row().state()).isEqualTo(TaskInstanceState.UP_FOR_RETRY);
    assertThat(row().logTail()).contains("CannotPullContainerError, exit code 137 (arn:t)");
    assertThat(told)
        .singleElement()
        .satisfies(message -> assertThat(message.event()).isInstanceOf(RunEvent.AttemptLost.class));
  }

  @Test
  void anAttemptThatHasEndedOrGoneOnStaysAsItIs() {
    world.attempts().claim(KEY, ID, RUNNER, now);
    assertThat(ends.after(new Mishap.ContainerStopped(1, 1), LAUNCH, "an earlier container"))
        .isFalse();
    world.attempts().finish(KEY, ID, TaskInstanceState.SUCCESS, now, null);
    assertThat(ends.after(new Mishap.ContainerStopped(0, 1), LAUNCH, "stopped")).isFalse();
    assertThat(ends.after(DEAD, LAUNCH, "dead")).isFalse();
    assertThat(ends.after(NEVER, LAUNCH, "never")).isFalse();
    assertThat(row().state()).isEqualTo(TaskInstanceState.SUCCESS);
    assertThat(told).isEmpty();
  }

  @Test
  void aDeadLetterLosesAQueuedAttemptAndARunningOneOnlyIfItIsSilent() {
    world.attempts().claim(KEY, ID, RUNNER, now);
    assertThat(ends.after(DEAD, LAUNCH, "dead")).isFalse();
    assertThat(row().state()).isEqualTo(TaskInstanceState.RUNNING);
    now = NOON.plus(Duration.ofMinutes(6));
    assertThat(ends.after(DEAD, LAUNCH, "dead")).isTrue();
    assertThat(row().state()).isEqualTo(TaskInstanceState.UP_FOR_RETRY);
    assertThat(ends.after(DEAD, LAUNCH, "dead")).isFalse();
    assertThat(told)
        .extracting(Inbox.Message::deduplicationId)
        .hasSize(2)
        .containsOnly(told.getFirst().deduplicationId());
  }

  @Test
  void whatCannotBeLaunchedFailsWithoutARetry() {
    assertThat(ends.after(NEVER, LAUNCH, "no such task definition")).isTrue();
    assertThat(row().state()).isEqualTo(TaskInstanceState.FAILED);
    assertThat(row().logTail()).contains("no such task definition");
    assertThat(told)
        .singleElement()
        .satisfies(
            message -> assertThat(message.event()).isInstanceOf(RunEvent.AttemptFinished.class));
  }

  private Attempt row() {
    return Objects.requireNonNull(world.attempts().get(KEY));
  }
}
