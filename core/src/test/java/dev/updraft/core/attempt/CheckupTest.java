package dev.updraft.core.attempt;

import static dev.updraft.core.attempt.Rows.ENDED;
import static dev.updraft.core.attempt.Rows.ID;
import static dev.updraft.core.attempt.Rows.KEY;
import static dev.updraft.core.attempt.Rows.NOON;
import static dev.updraft.core.attempt.Rows.VERSION;
import static dev.updraft.core.attempt.Rows.row;
import static dev.updraft.core.run.TaskInstanceState.FAILED;
import static dev.updraft.core.run.TaskInstanceState.NONE;
import static dev.updraft.core.run.TaskInstanceState.QUEUED;
import static dev.updraft.core.run.TaskInstanceState.RUNNING;
import static dev.updraft.core.run.TaskInstanceState.SKIPPED;
import static dev.updraft.core.run.TaskInstanceState.SUCCESS;
import static dev.updraft.core.run.TaskInstanceState.UP_FOR_RESCHEDULE;
import static dev.updraft.core.run.TaskInstanceState.UP_FOR_RETRY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.updraft.core.attempt.Checkup.Finding;
import dev.updraft.core.flow.Decision;
import dev.updraft.core.flow.Outcome;
import dev.updraft.core.run.TaskInstanceState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CheckupTest {
  private static final Instant NOW = NOON.plusSeconds(600);

  @Test
  void whatWasNeverSentOrTakenUpIsToBeSentAgain() {
    assertThat(Checkup.of(null, check(0, null), NOW)).isEqualTo(new Finding.NotSent());
    assertThat(of(QUEUED, null)).isEqualTo(new Finding.NotSent());
  }

  @Test
  void whatMayOnlyWaitInItsQueueIsNotSentAgainYetUnlessItHasNoRow() {
    var notYet = check(0, null, false);
    assertThat(Checkup.of(row(QUEUED, null, 0), notYet, NOW)).isEqualTo(new Finding.Well());
    assertThat(Checkup.of(null, notYet, NOW)).isEqualTo(new Finding.NotSent());
  }

  @Test
  void whoIsHeardOfIsWell() {
    assertThat(of(RUNNING, NOW.minusSeconds(299))).isEqualTo(new Finding.Well());
    assertThat(of(RUNNING, NOW.minus(Checkup.SILENCE_MAX))).isEqualTo(new Finding.Well());
  }

  @Test
  void whoIsSilentTooLongIsLost() {
    var since = NOW.minus(Checkup.SILENCE_MAX);
    assertThat(of(RUNNING, since.minusMillis(1))).isEqualTo(new Finding.Silent(since));
    assertThat(of(RUNNING, null)).isEqualTo(new Finding.Silent(since));
  }

  @Test
  void whoWasLastHeardOfBeforeTheRunnersWentIsLost() {
    var gone = NOW.minusSeconds(30);
    var row = row(RUNNING, gone.minusSeconds(1), 0);
    assertThat(Checkup.of(row, check(0, gone), NOW)).isEqualTo(new Finding.Silent(gone));
    assertThat(Checkup.of(row(RUNNING, gone, 0), check(0, gone), NOW))
        .isEqualTo(new Finding.Well());
  }

  @Test
  void anEndTheRunDoesNotKnowIsToldAgain() {
    assertThat(of(SUCCESS, null)).isEqualTo(new Finding.Ended(new Outcome.Succeeded(), ENDED));
    assertThat(of(SKIPPED, null)).isEqualTo(new Finding.Ended(new Outcome.Skipped(), ENDED));
    assertThat(of(FAILED, null)).isEqualTo(new Finding.Ended(new Outcome.Failed(false), ENDED));
    assertThat(of(UP_FOR_RETRY, null))
        .isEqualTo(new Finding.Ended(new Outcome.Failed(true), ENDED));
  }

  @Test
  void aRescheduleTheRunDoesNotKnowIsToldAgainAndOneItKnowsIsLaunchedAgain() {
    var row = row(UP_FOR_RESCHEDULE, null, 2);
    assertThat(Checkup.of(row, check(1, null), NOW))
        .isEqualTo(new Finding.Ended(new Outcome.Rescheduled(NOW, 2), ENDED));
    assertThat(Checkup.of(row, check(2, null), NOW)).isEqualTo(new Finding.NotSent());
  }

  @Test
  void aRowThatCannotBeIsAnError() {
    assertThatThrownBy(() -> of(NONE, null)).isInstanceOf(IllegalStateException.class);
  }

  private static Finding of(TaskInstanceState state, @Nullable Instant heartbeatAt) {
    return Checkup.of(row(state, heartbeatAt, 0), check(0, null), NOW);
  }

  private static Decision.Check check(int reschedules, @Nullable Instant gone) {
    return check(reschedules, gone, true);
  }

  private static Decision.Check check(int reschedules, @Nullable Instant gone, boolean resend) {
    return new Decision.Check(
        new Decision.Launch(KEY, ID, VERSION, "lambda", null, reschedules, NOON), gone, resend);
  }
}
