package dev.updraft.core.run;

import static dev.updraft.core.fixture.Dags.dag;
import static dev.updraft.core.fixture.Dags.pool;
import static dev.updraft.core.fixture.Dags.retries;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.fixture.Shapes;
import dev.updraft.core.fixture.TestRun;
import dev.updraft.core.flow.Decision;
import dev.updraft.core.flow.RunEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A run in which nothing is on its way is left alone ever longer. */
class RunQuietTest {
  @Test
  void eachLookThatFindsNothingOnItsWayDoublesTheTimeToTheNextUpToAnHour() {
    var run = TestRun.of(Shapes.chain(1).build()).startsPaused();
    assertThat(waits(run, 6))
        .containsExactly(
            ofMinutes(10), ofMinutes(20), ofMinutes(40), ofHours(1), ofHours(1), ofHours(1));
  }

  @Test
  void aRunWithSomethingOnItsWayIsNeverQuiet() {
    var run = TestRun.of(Shapes.chain(1).build()).starts();
    assertThat(run.timePasses(ofHours(9)).isWatched().decisions(Decision.RecordQuiet.class))
        .isEmpty();
  }

  @Test
  void oneThatWaitsForAPoolIsQuietUntilItIsGranted() {
    var run = TestRun.of(dag("d").task("a", pool("small", 1)).build()).starts();
    assertThat(waits(run, 2)).containsExactly(ofMinutes(10), ofMinutes(20));
    run.grants("a");
    assertThat(run.decisions(Decision.RecordQuiet.class))
        .extracting(Decision.RecordQuiet::until)
        .containsOnlyNulls();
    assertThat(run.decisions(Decision.Launch.class)).hasSize(1);
  }

  @Test
  void whatIsDueByItselfHasTheRunLookedAtInTime() {
    var run = TestRun.of(dag("d").task("a", retries(1, ofMinutes(25))).build()).starts().fails("a");
    var due = TestRun.NOON.plus(ofMinutes(25));
    assertThat(until(run.timePasses(ofMinutes(5)).isWatched())).isEqualTo(due.minus(ofMinutes(10)));
    assertThat(until(run.timePasses(ofMinutes(10)).isWatched())).isEqualTo(due);
  }

  @Test
  void aLookThatComesTooEarlyDoesNotCount() {
    var run = TestRun.of(Shapes.chain(1).build()).startsPaused();
    assertThat(until(run.isWatched())).isEqualTo(TestRun.NOON.plus(ofMinutes(10)));
    for (int early = 0; early < 10; early++) {
      assertThat(run.timePasses(Duration.ofSeconds(1)).isWatched().decisions()).isEmpty();
    }
  }

  @Test
  void theEndOfAPauseEndsTheQuiet() {
    var run = TestRun.of(Shapes.chain(1).build()).startsPaused().isWatched();
    run.is(new RunEvent.RunPausedSet(false));
    assertThat(until(run)).isNull();
    assertThat(run.succeeds("t0").decisions(Decision.RecordQuiet.class)).isEmpty();
  }

  /** How long the run is left alone after each look, if each comes as soon as it is wanted. */
  private static List<Duration> waits(TestRun run, int looks) {
    var waits = new ArrayList<Duration>();
    var next = ofMinutes(5);
    for (int look = 0; look < looks; look++) {
      var until = until(run.timePasses(next).isWatched());
      next = Duration.between(run.now(), until);
      waits.add(next);
    }
    return waits;
  }

  private static @Nullable Instant until(TestRun run) {
    return run.decisions(Decision.RecordQuiet.class).getLast().until();
  }
}
