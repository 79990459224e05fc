package dev.updraft.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.dag.Dag;
import dev.updraft.core.fixture.RandomDags;
import dev.updraft.core.fixture.TestRun;
import dev.updraft.core.flow.Decision;
import dev.updraft.core.flow.Outcome;
import dev.updraft.core.flow.RunEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs of random DAGs, with random outcomes, in random order. A failure names its seed. */
class RandomRunsTest {
  private static final int MOVES_MAX = 5_000;

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anyRunEndsAsItsTasksSay(long seed) {
    var run = play(seed, new Random(seed), 0);
    new Oracle(run.context().graph(), outcomes(seed)).agreesWith(run);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void copiesOfEventsInAnyOrderChangeNothing(long seed) {
    var once = play(seed, new Random(seed), 0);
    var copied = play(seed, new Random(seed), 0.7);
    assertThat(copied.stored()).isEqualTo(once.stored());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theSameSeedTwiceDecidesTheSame(long seed) {
    assertThat(play(seed, new Random(seed), 0).history())
        .isEqualTo(play(seed, new Random(seed), 0).history());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aRunThatLosesWhatItTellsItselfStillEndsWhenItIsWatched(long seed) {
    var chance = new Random(seed + 1);
    Predicate<Decision> half =
        decision ->
            (decision instanceof Decision.WakeAt(var _, var _, RunEvent.WaitOver _)
                    || decision instanceof Decision.Tell(var _, RunEvent.RunContinued _))
                && chance.nextBoolean();
    var run = TestRun.of(RandomDags.of(seed)).loses(half).starts();
    var moves = new Random(seed);
    for (int move = 0; move < MOVES_MAX && !run.stored().isFinished(); move++) {
      if (!move(run, moves, outcomes(seed))) {
        run.timePasses(Duration.ofMinutes(5)).isWatched();
      }
    }
    new Oracle(run.context().graph(), outcomes(seed)).agreesWith(run);
  }

  /** Plays a run to its end; of events delivered before, such a share is delivered again. */
  private static TestRun play(long seed, Random moves, double copies) {
    var chanceOfCopies = new Random(seed + 2);
    Dag dag = RandomDags.of(seed);
    var run = TestRun.of(dag).starts();
    for (int move = 0; !run.stored().isFinished(); move++) {
      assertThat(move).as("moves of a run that does not end").isLessThan(MOVES_MAX);
      if (!move(run, moves, outcomes(seed))) {
        var due = Objects.requireNonNull(run.nextDue(), "nothing is due and the run has not ended");
        run.timePasses(Duration.between(run.now(), due).plusNanos(1));
      }
      while (chanceOfCopies.nextDouble() < copies) {
        var delivered = run.delivered();
        run.is(delivered.get(chanceOfCopies.nextInt(delivered.size())));
      }
    }
    return run;
  }

  /** One thing that may happen next happens; false if only time can help. */
  private static boolean move(TestRun run, Random chance, Outcomes outcomes) {
    var waiting =
        run.tasksIn(TaskInstanceState.SCHEDULED).stream()
            .filter(taskId -> waitsForSlots(run, taskId))
            .toList();
    var possible = new ArrayList<String>(waiting);
    possible.addAll(run.onTheirWay());
    if (possible.isEmpty()) {
      return false;
    }
    var taskId = possible.get(chance.nextInt(possible.size()));
    if (waiting.contains(taskId)) {
      run.grants(taskId);
    } else {
      run.ends(taskId, outcomes.of(taskId, run.tryOf(taskId)));
    }
    return true;
  }

  private static boolean waitsForSlots(TestRun run, String taskId) {
    var index = run.context().graph().indexOf(run.work(taskId).taskId());
    var detail = run.stored().details().get(index);
    return detail != null && (detail.seats().waitsForLimit() || detail.seats().waitsForPool());
  }

  private static Outcomes outcomes(long seed) {
    return (taskId, tryNumber) -> {
      var chance = new Random(seed * 31 + taskId.hashCode() * 1_009L + tryNumber);
      chance.nextInt();
      return switch (chance.nextInt(10)) {
        case 0, 1, 2 -> new Outcome.Failed(true);
        case 3 -> new Outcome.Failed(false);
        case 4 -> new Outcome.Skipped();
        default -> new Outcome.Succeeded();
      };
    };
  }

  /** How each try of each task ends. */
  interface Outcomes {
    Outcome of(String taskId, int tryNumber);
  }
}
