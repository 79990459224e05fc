package dev.updraft.core.run;

import static dev.updraft.core.fixture.Dags.after;
import static dev.updraft.core.fixture.Dags.dag;
import static dev.updraft.core.fixture.Dags.retries;
import static dev.updraft.core.fixture.Dags.retry;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.dag.Retry;
import dev.updraft.core.fixture.TestRun;
import dev.updraft.core.flow.Decision;
import dev.updraft.core.flow.Outcome;
import dev.updraft.core.flow.RunEvent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RunTriesTest {
  @Test
  void aFailedTryIsFollowedByTheNextWhenItsDelayIsOver() {
    var run = twoRetries().starts().fails("a");
    assertThat(run.state("a")).isEqualTo(TaskInstanceState.UP_FOR_RETRY);
    assertThat(run.timePasses(ofSeconds(29)).launched()).isEmpty();
    assertThat(run.timePasses(ofSeconds(1)).launched()).containsExactly("a");
    assertThat(run.tryOf("a")).isEqualTo(2);
  }

  @Test
  void theLastTryThatFailsIsTheEnd() {
    var run = twoRetries().starts();
    for (int retry = 0; retry < 2; retry++) {
      run.fails("a").timePasses(ofSeconds(30));
    }
    assertThat(run.tryOf("a")).isEqualTo(3);
    assertThat(run.fails("a").state("a")).isEqualTo(TaskInstanceState.FAILED);
    assertThat(run.result()).isEqualTo(DagRunState.FAILED);
  }

  @Test
  void everyTryIsAnAttemptOfItsOwn() {
    var run = twoRetries().starts();
    var first = run.decisions(Decision.Launch.class).getFirst();
    var second =
        run.fails("a").timePasses(ofSeconds(30)).decisions(Decision.Launch.class).getFirst();
    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(second.key().tryNumber()).isEqualTo(2);
    assertThat(second.reschedules()).isZero();
  }

  @Test
  void aFailureThatSaysItIsFinalIsNotTriedAgain() {
    assertThat(twoRetries().starts().failsForGood("a").result()).isEqualTo(DagRunState.FAILED);
  }

  @Test
  void aSkipIsNotTriedAgain() {
    assertThat(twoRetries().starts().skips("a").result()).isEqualTo(DagRunState.SUCCESS);
  }

  @Test
  void aLostAttemptIsTriedAgainAndTheLastOneLostFails() {
    var run = twoRetries().starts().loses("a");
    assertThat(run.state("a")).isEqualTo(TaskInstanceState.UP_FOR_RETRY);
    run.timePasses(ofSeconds(30)).loses("a").timePasses(ofSeconds(30)).loses("a");
    assertThat(run.result()).isEqualTo(DagRunState.FAILED);
  }

  @Test
  void aLateFailureOfAnOldTryChangesNothing() {
    var run = twoRetries().starts();
    var late = run.ended("a", new Outcome.Failed(true));
    var lost = new RunEvent.AttemptLost(run.work("a"), run.now(), "gone");
    var waitOver = new RunEvent.WaitOver(run.work("a"));
    run.fails("a").timePasses(ofSeconds(30));
    var before = run.stored();
    assertThat(run.is(late).decisions()).isEmpty();
    assertThat(run.is(lost).decisions()).isEmpty();
    assertThat(run.is(waitOver).decisions()).isEmpty();
    assertThat(run.stored()).isEqualTo(before);
  }

  @Test
  void aTryThatWaitsForItsRetryCannotEndAgain() {
    var run = twoRetries().starts();
    var success = run.ended("a", new Outcome.Succeeded());
    run.fails("a").is(success);
    assertThat(run.state("a")).isEqualTo(TaskInstanceState.UP_FOR_RETRY);
  }

  @Test
  void aWakeUpThatComesTooEarlyIsAskedForAgain() {
    var run = twoRetries().starts();
    run.fails("a");
    var due = run.nextDue();
    run.is(new RunEvent.WaitOver(run.work("a")));
    assertThat(run.state("a")).isEqualTo(TaskInstanceState.UP_FOR_RETRY);
    assertThat(run.decisions(Decision.WakeAt.class))
        .extracting(Decision.WakeAt::due)
        .containsExactly(due);
  }

  @Test
  void backoffMakesEveryWaitLongerThanTheOneBefore() {
    var run =
        TestRun.of(dag("d").task("a", retry(new Retry(5, ofMinutes(1), 2, null))).build()).starts();
    var before = Duration.ZERO;
    for (int failed = 1; failed <= 5; failed++) {
      run.fails("a");
      var due = run.nextDue();
      assertThat(due).isNotNull();
      var wait = Duration.between(run.now(), due);
      long base = 60L << (failed - 1);
      assertThat(wait).isBetween(ofSeconds(base), ofSeconds(2 * base));
      assertThat(wait).isGreaterThanOrEqualTo(before);
      before = wait;
      run.timePasses(wait);
    }
    assertThat(run.tryOf("a")).isEqualTo(6);
  }

  @Test
  void aDelayCountsFromTheEndOfTheTryAndNotFromTheNewsOfIt() {
    var run = twoRetries().starts();
    var end = run.ended("a", new Outcome.Failed(true));
    run.timePasses(ofSeconds(20)).is(end);
    assertThat(run.nextDue()).isEqualTo(TestRun.NOON.plusSeconds(30));
  }

  @Test
  void triesEndWhereTheVectorCannotCountThem() {
    var run = TestRun.of(dag("d").task("a", retries(1_000_000, Duration.ZERO)).build()).starts();
    run.goesOnWith(cells -> {
      var draft = cells.draft();
      draft.tryNumber(0, Cells.TRY_MAX - 1);
      return draft.done();
    });
    run.fails("a").timePasses(Duration.ZERO).fails("a");
    assertThat(run.tryOf("a")).isEqualTo(Cells.TRY_MAX);
    assertThat(run.result()).isEqualTo(DagRunState.FAILED);
  }

  @Test
  void aRescheduleLooksAgainInTheSameTryAndAttempt() {
    var run = twoRetries().starts();
    var first = run.decisions(Decision.Launch.class).getFirst();
    run.reschedules("a", ofMinutes(10), 1);
    assertThat(run.state("a")).isEqualTo(TaskInstanceState.UP_FOR_RESCHEDULE);
    assertThat(run.timePasses(ofMinutes(9)).launched()).isEmpty();
    var second = run.timePasses(ofMinutes(1)).decisions(Decision.Launch.class).getFirst();
    assertThat(second.key()).isEqualTo(first.key());
    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.reschedules()).isEqualTo(1);
    assertThat(run.succeeds("a").launched()).containsExactly("b");
  }

  @Test
  void aLateCopyOfARescheduleChangesNothing() {
    var run = twoRetries().starts();
    var copy = run.ended("a", new Outcome.Rescheduled(run.now().plusSeconds(60), 1));
    run.is(copy);
    var waiting = run.stored();
    assertThat(run.is(copy).stored()).isEqualTo(waiting);
    run.timePasses(ofSeconds(60));
    var running = run.stored();
    assertThat(run.is(copy).decisions()).isEmpty();
    assertThat(run.stored()).isEqualTo(running);
  }

  @Test
  void aRetryAfterReschedulesBeginsToCountAnew() {
    var run = twoRetries().starts().reschedules("a", ofSeconds(5), 1).timePasses(ofSeconds(5));
    run.fails("a").timePasses(ofSeconds(30));
    assertThat(run.tryOf("a")).isEqualTo(2);
    run.reschedules("a", ofSeconds(5), 1);
    assertThat(run.state("a")).isEqualTo(TaskInstanceState.UP_FOR_RESCHEDULE);
  }

  private static TestRun twoRetries() {
    return TestRun.of(dag("d").task("a", retries(2, ofSeconds(30))).task("b", after("a")).build());
  }
}
