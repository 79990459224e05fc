package dev.updraft.core.run;

import dev.updraft.core.flow.RunFacts;
import dev.updraft.core.id.RunId;
import dev.updraft.core.id.VersionHash;
import java.time.Instant;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** States of runs as no rule would make them, to try how they are stored. */
final class RandomStates {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final long MICROS_OF_YEARS = 1_000_000_000_000_000L;

  private final Random chance;

  RandomStates(long seed) {
    this.chance = new Random(seed);
  }

  Run run(int size) {
    return new Run(
        new RunFacts(
            new RunId("manual__" + chance.nextLong() + "é☃"),
            any(DagRunType.values()),
            new VersionHash(Long.toHexString(chance.nextLong())),
            maybe(),
            maybe(),
            maybe(),
            time()),
        any(DagRunState.values()),
        time(),
        maybe(),
        chance.nextBoolean() ? null : "a reason — with \u0000 and 😀",
        chance.nextBoolean(),
        chance.nextBoolean() ? null : new Quiet(1 + chance.nextInt(100), time()),
        cells(size),
        details(size));
  }

  private Cells cells(int size) {
    var cells = Cells.blank(size).draft();
    int cell = 0;
    while (cell < size) {
      int alike = 1 + chance.nextInt(chance.nextBoolean() ? 2 : 300);
      var state = any(TaskInstanceState.values());
      int tryNumber = chance.nextInt(4) == 0 ? chance.nextInt(Cells.TRY_MAX + 1) : 1;
      for (int k = 0; k < alike && cell < size; k++, cell++) {
        cells.state(cell, state);
        cells.tryNumber(cell, tryNumber);
      }
    }
    return cells.done();
  }

  private SortedMap<Integer, Detail> details(int size) {
    var details = new TreeMap<Integer, Detail>();
    for (int k = 0; k < Math.min(20, size); k++) {
      var seats = Seats.ofBits(chance.nextInt(16));
      details.put(
          chance.nextInt(size),
          new Detail(maybe(), maybe(), maybe(), chance.nextInt(500), chance.nextInt(9), seats));
    }
    return details;
  }

  private @Nullable Instant maybe() {
    return chance.nextBoolean() ? null : time();
  }

  private Instant time() {
    long micros = chance.nextLong(-MICROS_OF_YEARS, MICROS_OF_YEARS);
    return NOON.plusSeconds(Math.floorDiv(micros, 1_000_000L))
        .plusNanos(Math.floorMod(micros, 1_000_000L) * 1_000L);
  }

  private <T> T any(T[] values) {
    return values[chance.nextInt(values.length)];
  }
}
