package dev.updraft.standalone.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.updraft.core.dag.Dag;
import dev.updraft.core.fixture.RandomDags;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Thousands of histories with faults: safety at every step, and an end to every run. */
final class SchedulerSimulation {
  private static final int SEEDS = 2_000;
  private static final int SIZES = 40;
  private static final int SEEDS_TO_FIND_A_BUG = 400;

  // Loggers are held weakly: without this field the level would be forgotten.
  private static final Logger FAULTS_LOG = Logger.getLogger("dev.updraft");

  private static final @Nullable Level FAULTS_LEVEL = FAULTS_LOG.getLevel();

  /** Every fault of every seed would be a stack trace: a million lines that say nothing new. */
  @BeforeAll
  static void keepQuietOfFaults() {
    FAULTS_LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void speakAgain() {
    FAULTS_LOG.setLevel(FAULTS_LEVEL);
  }

  @Test
  void everyRunEndsRightWhateverGoesWrong() {
    var chosen = Long.getLong("updraft.seed");
    var seeds = chosen == null ? LongStream.range(0, SEEDS) : LongStream.of(chosen);
    seeds.forEach(seed -> {
      try {
        live(seed, Bugs.NONE);
      } catch (RuntimeException | AssertionError e) {
        fail("seed " + seed + ": " + e.getMessage(), e);
      }
    });
  }

  @Test
  void theSameSeedGivesTheSameHistory() {
    for (long seed = 0; seed < 50; seed++) {
      assertThat(live(seed, Bugs.NONE)).as("seed " + seed).isEqualTo(live(seed, Bugs.NONE));
    }
  }

  @ParameterizedTest
  @EnumSource(PlantedBug.class)
  void aPlantedBugIsFound(PlantedBug bug) {
    var found =
        LongStream.range(0, SEEDS_TO_FIND_A_BUG)
            .filter(seed -> isFound(seed, bug.bugs()))
            .findFirst();
    assertThat(found).as(bug + " within " + SEEDS_TO_FIND_A_BUG + " seeds").isPresent();
  }

  private static boolean isFound(long seed, Bugs bugs) {
    try {
      live(seed, bugs);
      return false;
    } catch (Violation _) {
      return true;
    }
  }

  private static List<String> live(long seed, Bugs bugs) {
    return new Simulator(seed, dags(seed), bugs).live();
  }

  private static List<Dag> dags(long seed) {
    // Few runs at once, so that others wait their turn.
    int active = 1 + (int) (seed % 3);
    return List.of(
        RandomDags.draft(seed % SIZES).maxActiveRuns(active).build(),
        RandomDags.draft(SIZES + (seed * 7) % SIZES).build());
  }
}
