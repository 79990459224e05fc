package dev.updraft.core.run;

import dev.updraft.core.flow.RunFacts;
import dev.updraft.core.id.RunId;
import dev.updraft.core.id.VersionHash;
import java.time.Instant;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * Counts the bytes a stored run takes per task instance, for typical mixes of states, and prints a
 * table of them: {@code ./mvnw -q -pl core test-compile} and then run its main method on the test
 * classpath.
 */
public final class VectorBenchmark {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final int[] SIZES = {100, 1_000, 10_000, 100_000};
  private static final int ACTIVE = 16;
  private static final int RETRYING_IN_A_HUNDRED = 2;

  private VectorBenchmark() {}

  /** Prints the table. */
  public static void main(String[] args) {
    System.out.printf(
        "%-34s%12s%12s%12s%12s%n", "bytes per task instance", 100, 1_000, 10_000, 100_000);
    print("fresh", VectorBenchmark::fresh);
    print("chain half done", VectorBenchmark::chain);
    print("fan-out mid-run, 16 active", size -> fanOut(size, 0));
    print("fan-out mid-run, 2% retrying", size -> fanOut(size, RETRYING_IN_A_HUNDRED));
    print("all done at the first try", size -> done(size, 1));
    print("all done after random tries", size -> done(size, 4));
  }

  private static void print(String mix, IntFunction<Run> run) {
    var line = new StringBuilder("%-34s".formatted(mix));
    for (int size : SIZES) {
      var encoded = RunCodec.encode(run.apply(size));
      long bytes = encoded.head().length;
      for (var segment : encoded.segments()) {
        bytes += segment.length;
      }
      line.append("%12.3f".formatted((double) bytes / size));
    }
    System.out.println(line);
  }

  private static Run fresh(int size) {
    return run(Cells.blank(size), new TreeMap<>());
  }

  private static Run chain(int size) {
    var cells = Cells.blank(size).draft();
    for (int cell = 0; cell < size / 2; cell++) {
      set(cells, cell, TaskInstanceState.SUCCESS, 1);
    }
    set(cells, size / 2, TaskInstanceState.QUEUED, 1);
    var details = new TreeMap<Integer, Detail>();
    details.put(size / 2, launched(size));
    return run(cells.done(), details);
  }

  /** Half of all have ended, in random order; the others are scheduled and wait for a place. */
  private static Run fanOut(int size, int retryingInAHundred) {
    var chance = new Random(1);
    var cells = Cells.blank(size).draft();
    var details = new TreeMap<Integer, Detail>();
    for (int cell = 0; cell < size; cell++) {
      if (chance.nextInt(100) < retryingInAHundred) {
        set(cells, cell, TaskInstanceState.UP_FOR_RETRY, 1 + chance.nextInt(3));
        details.put(cell, Detail.NEW.waiting(NOON.plusSeconds(300 + cell), 0));
      } else if (chance.nextBoolean()) {
        set(
            cells,
            cell,
            chance.nextInt(20) == 0 ? TaskInstanceState.FAILED : TaskInstanceState.SUCCESS,
            1);
      } else {
        set(cells, cell, TaskInstanceState.SCHEDULED, 1);
      }
    }
    for (int active = 0; active < ACTIVE; active++) {
      int cell = chance.nextInt(size);
      set(cells, cell, TaskInstanceState.QUEUED, 1);
      details.put(cell, launched(cell));
    }
    return run(cells.done(), details);
  }

  private static Run done(int size, int tries) {
    var chance = new Random(2);
    var cells = Cells.blank(size).draft();
    for (int cell = 0; cell < size; cell++) {
      set(cells, cell, TaskInstanceState.SUCCESS, 1 + chance.nextInt(tries));
    }
    return run(cells.done(), new TreeMap<>());
  }

  private static Detail launched(int cell) {
    return Detail.NEW.launched(NOON.plusSeconds(cell));
  }

  private static void set(Cells.Draft cells, int cell, TaskInstanceState state, int tryNumber) {
    cells.state(cell, state);
    cells.tryNumber(cell, tryNumber);
  }

  private static Run run(Cells cells, SortedMap<Integer, Detail> details) {
    var facts =
        new RunFacts(
            new RunId("scheduled__2026-01-01T12:00:00+00:00"),
            DagRunType.SCHEDULED,
            new VersionHash("0123456789abcdef".repeat(4)),
            NOON,
            NOON,
            NOON,
            NOON);
    return new Run(facts, DagRunState.RUNNING, NOON, null, null, false, null, cells, details);
  }
}
