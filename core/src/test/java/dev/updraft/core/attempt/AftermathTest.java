package dev.updraft.core.attempt;

import static dev.updraft.core.attempt.Rows.ID;
import static dev.updraft.core.attempt.Rows.KEY;
import static dev.updraft.core.attempt.Rows.NOON;
import static dev.updraft.core.attempt.Rows.row;
import static dev.updraft.core.run.TaskInstanceState.FAILED;
import static dev.updraft.core.run.TaskInstanceState.QUEUED;
import static dev.updraft.core.run.TaskInstanceState.RUNNING;
import static dev.updraft.core.run.TaskInstanceState.SKIPPED;
import static dev.updraft.core.run.TaskInstanceState.SUCCESS;
import static dev.updraft.core.run.TaskInstanceState.UP_FOR_RESCHEDULE;
import static dev.updraft.core.run.TaskInstanceState.UP_FOR_RETRY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.attempt.Aftermath.End;
import dev.updraft.core.attempt.Aftermath.Verdict;
import dev.updraft.core.flow.Outcome;
import dev.updraft.core.flow.RunEvent;
import dev.updraft.core.flow.Work;
import dev.updraft.core.id.AttemptId;
import dev.updraft.core.run.TaskInstanceState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AftermathTest {
  private static final Instant NOW = NOON.plusSeconds(600);
  private static final Mishap UNDELIVERED = new Mishap.Undelivered();
  private static final Mishap UNLAUNCHABLE = new Mishap.Unlaunchable();
  private static final List<Mishap> ALL = List.of(stopped(0, 1), UNDELIVERED, UNLAUNCHABLE);

  @Test
  void aStoppedContainerLosesTheAttemptItHadOrWasToHave() {
    assertThat(of(QUEUED, stopped(0, null))).isEqualTo(new Verdict.EndQueued(End.LOST));
    assertThat(of(QUEUED, stopped(0, 0))).isEqualTo(new Verdict.EndQueued(End.LOST));
    assertThat(of(RUNNING, stopped(0, 137))).isEqualTo(new Verdict.EndRunning(End.LOST));
    assertThat(of(RUNNING, stopped(0, null))).isEqualTo(new Verdict.EndRunning(End.LOST));
  }

  @Test
  void aContainerThatEndedWellLeavesTheAttemptToWhoeverElseRunsIt() {
    assertThat(of(RUNNING, stopped(0, 0))).isEqualTo(new Verdict.Leave());
  }

  @Test
  void anAttemptThatHasBeenRescheduledSinceHasAnotherContainer() {
    var again = row(RUNNING, NOW, 1);
    assertThat(Aftermath.of(again, ID, stopped(0, 137), NOW)).isEqualTo(new Verdict.Leave());
    assertThat(Aftermath.of(again, ID, stopped(1, 137), NOW))
        .isEqualTo(new Verdict.EndRunning(End.LOST));
  }

  @Test
  void aDeadMessageLosesAQueuedAttemptAndARunningOneOnlyIfItIsSilent() {
    assertThat(of(QUEUED, UNDELIVERED)).isEqualTo(new Verdict.EndQueued(End.LOST));
    assertThat(of(RUNNING, UNDELIVERED))
        .isEqualTo(new Verdict.LoseIfSilent(NOW.minus(Checkup.SILENCE_MAX)));
  }

  @Test
  void whatCannotBeLaunchedFailsForGoodUnlessSomebodyHasIt() {
    assertThat(of(QUEUED, UNLAUNCHABLE)).isEqualTo(new Verdict.EndQueued(End.FAILED));
    assertThat(of(RUNNING, UNLAUNCHABLE)).isEqualTo(new Verdict.Leave());
  }

  @Test
  void anEndThatTheRunPerhapsMissedIsToldAgainAndNoOther() {
    assertThat(of(UP_FOR_RETRY, stopped(0, 1))).isEqualTo(new Verdict.TellAgain(End.LOST, 0));
    assertThat(of(UP_FOR_RETRY, UNDELIVERED)).isEqualTo(new Verdict.TellAgain(End.LOST, 0));
    assertThat(of(UP_FOR_RETRY, UNLAUNCHABLE)).isEqualTo(new Verdict.Leave());
    assertThat(of(FAILED, UNLAUNCHABLE)).isEqualTo(new Verdict.TellAgain(End.FAILED, 0));
    assertThat(of(FAILED, stopped(0, 1))).isEqualTo(new Verdict.Leave());
    assertThat(of(FAILED, UNDELIVERED)).isEqualTo(new Verdict.Leave());
  }

  @Test
  void whatHasEndedOrWaitsAndWhatIsNotThereStaysAsItIs() {
    var other = AttemptId.of(KEY, NOON.plusSeconds(1));
    for (var mishap : ALL) {
      for (var state : List.of(SUCCESS, SKIPPED, UP_FOR_RESCHEDULE)) {
        assertThat(of(state, mishap)).as(state + " " + mishap).isEqualTo(new Verdict.Leave());
      }
      assertThat(Aftermath.of(null, ID, mishap, NOW)).isEqualTo(new Verdict.Leave());
      assertThat(Aftermath.of(row(QUEUED, null, 0), other, mishap, NOW))
          .isEqualTo(new Verdict.Leave());
    }
  }

  @Test
  void everyMishapHasAVerdictForEveryState() {
    for (var mishap : ALL) {
      for (var state : TaskInstanceState.values()) {
        assertThat(of(state, mishap)).isNotNull();
      }
    }
  }

  @Test
  void theRunDecidesWhetherALostAttemptIsRetriedAndAFailedOneIsNot() {
    var work = Work.of(KEY);
    assertThat(End.LOST.event(KEY, NOW, "gone"))
        .isEqualTo(new RunEvent.AttemptLost(work, NOW, "gone"));
    assertThat(End.FAILED.event(KEY, NOW, "never"))
        .isEqualTo(new RunEvent.AttemptFinished(work, new Outcome.Failed(false), List.of(), NOW));
    assertThat(End.LOST.state()).isEqualTo(UP_FOR_RETRY);
    assertThat(End.FAILED.state()).isEqualTo(FAILED);
  }

  private static Mishap stopped(int reschedules, @Nullable Integer exitCode) {
    return new Mishap.ContainerStopped(reschedules, exitCode);
  }

  private static Verdict of(TaskInstanceState state, Mishap mishap) {
    return Aftermath.of(row(state, NOW, 0), ID, mishap, NOW);
  }
}
