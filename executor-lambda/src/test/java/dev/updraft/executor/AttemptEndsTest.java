package dev.updraft.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.attempt.Attempt;
import dev.updraft.core.attempt.Mishap;
import dev.updraft.core.flow.RunEvent;
import dev.updraft.core.port.Inbox;
import dev.updraft.core.run.TaskInstanceState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Attempts that no runner ends. */
class AttemptEndsTest {
  private static final Mishap DEAD = new Mishap.Undelivered();
  private static final Mishap NEVER = new Mishap.Unlaunchable();
  private static final Attempt.Runner RUNNER = new Attempt.Runner("host", "user", 7);

  private final QueuedAttempt queued = new QueuedAttempt("ecs", null);
  private final AttemptEnds ends = queued.ends;

  @Test
  void anAttemptThatHasEndedOrGoneOnStaysAsItIs() {
    queued.attempts().claim(QueuedAttempt.KEY, QueuedAttempt.ID, RUNNER, queued.now);
    assertThat(ends.after(new Mishap.ContainerStopped(1, 1), queued.launch, "an earlier container"))
        .isFalse();
    queued
        .attempts()
        .finish(QueuedAttempt.KEY, QueuedAttempt.ID, TaskInstanceState.SUCCESS, queued.now, null);
    assertThat(ends.after(new Mishap.ContainerStopped(0, 1), queued.launch, "stopped")).isFalse();
    assertThat(ends.after(DEAD, queued.launch, "dead")).isFalse();
    assertThat(ends.after(NEVER, queued.launch, "never")).isFalse();
    assertThat(queued.row().state()).isEqualTo(TaskInstanceState.SUCCESS);
    assertThat(queued.told).isEmpty();
  }

  @Test
  void aDeadLetterLosesAQueuedAttemptAndARunningOneOnlyIfItIsSilent() {
    queued.attempts().claim(QueuedAttempt.KEY, QueuedAttempt.ID, RUNNER, queued.now);
    assertThat(ends.after(DEAD, queued.launch, "dead")).isFalse();
    assertThat(queued.row().state()).isEqualTo(TaskInstanceState.RUNNING);
    queued.now = QueuedAttempt.NOON.plus(Duration.ofMinutes(6));
    assertThat(ends.after(DEAD, queued.launch, "dead")).isTrue();
    assertThat(queued.row().state()).isEqualTo(TaskInstanceState.UP_FOR_RETRY);
    assertThat(ends.after(DEAD, queued.launch, "dead")).isFalse();
    assertThat(queued.told)
        .extracting(Inbox.Message::deduplicationId)
        .hasSize(2)
        .containsOnly(queued.told.getFirst().deduplicationId());
  }

  @Test
  void whatCannotBeLaunchedFailsWithoutARetry() {
    assertThat(ends.after(NEVER, queued.launch, "no such task definition")).isTrue();
    assertThat(queued.row().state()).isEqualTo(TaskInstanceState.FAILED);
    assertThat(queued.row().logTail()).contains("no such task definition");
    assertThat(queued.told)
        .singleElement()
        .satisfies(
            message -> assertThat(message.event()).isInstanceOf(RunEvent.AttemptFinished.class));
  }
}
