package dev.updraft.core.run;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.flow.RunEvent;
import dev.updraft.core.flow.RunFacts;
import dev.updraft.core.id.DagId;
import dev.updraft.core.id.RunId;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.id.VersionHash;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UnfinishedTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  void oneThatWaitsToStartIsLookedAtEverMoreSeldomDownToOnceAnHour() {
    var run = run("r", DagRunState.QUEUED, NOON, null);
    assertThat(looks(run, Duration.ZERO, ofMinutes(30))).isEqualTo(6);
    assertThat(looks(run, ofMinutes(30), ofHours(2))).isEqualTo(6);
    assertThat(looks(run, ofHours(2), ofHours(26))).isEqualTo(24);
  }

  @Test
  void thoseThatWaitEquallyLongAreSpreadOverTheTurns() {
    var turn = NOON.plus(ofHours(100));
    long due =
        IntStream.range(0, 1_200)
            .filter(i -> run("manual__" + i, DagRunState.QUEUED, NOON, null).isDue(turn))
            .count();
    assertThat(due).isBetween(60L, 140L);
  }

  @Test
  void onceItsTimeHasComeItIsLookedAtLikeANewOne() {
    var later = NOON.plus(ofHours(12));
    var run = run("r", DagRunState.QUEUED, later, null);
    assertThat(looks(run, ofHours(4), ofHours(11))).isEqualTo(7);
    assertThat(looks(run, ofHours(12).minusMinutes(5), ofHours(12).plusMinutes(30))).isEqualTo(7);
  }

  @Test
  void oneThatRunsIsLookedAtAtEachTurnUnlessItIsQuiet() {
    assertThat(looks(run("r", DagRunState.RUNNING, NOON, null), ofHours(50), ofHours(51)))
        .isEqualTo(12);
    var quiet = run("r", DagRunState.RUNNING, NOON, NOON.plus(ofMinutes(50)));
    assertThat(looks(quiet, Duration.ZERO, ofMinutes(45))).isZero();
    assertThat(looks(quiet, ofMinutes(45), ofHours(1))).isEqualTo(3);
  }

  /** In how many turns after one time and up to another it is looked at. */
  private static int looks(Unfinished run, Duration after, Duration upTo) {
    int looks = 0;
    for (var turn = NOON.plus(after).plus(RunEvent.RunWatched.EVERY);
        !turn.isAfter(NOON.plus(upTo));
        turn = turn.plus(RunEvent.RunWatched.EVERY)) {
      looks += run.isDue(turn) ? 1 : 0;
    }
    return looks;
  }

  private static Unfinished run(
      String runId, DagRunState state, Instant runAfter, @Nullable Instant quietUntil) {
    var id = new RunId(runId);
    var facts =
        new RunFacts(id, DagRunType.MANUAL, new VersionHash("4c1d"), null, null, null, runAfter);
    return new Unfinished(new RunKey(new DagId("d"), id), facts, state, NOON, quietUntil);
  }
}
