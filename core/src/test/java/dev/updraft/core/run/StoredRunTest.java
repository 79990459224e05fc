package dev.updraft.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.fixture.Golden;
import dev.updraft.core.flow.RunFacts;
import dev.updraft.core.id.RunId;
import dev.updraft.core.id.VersionHash;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What has been stored must stay readable: a change of these bytes is a new format, with a new
 * number and a reader for both.
 */
class StoredRunTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123456Z");
  private static final Quiet QUIET = new Quiet(3, NOON.plusSeconds(2_400));
  private static final List<byte[]> SEGMENTS =
      List.of(Golden.bytes("run-1-segment-0"), Golden.bytes("run-1-segment-1"));

  @Test
  void aRunIsStoredAsItAlwaysWas() {
    var run = run(20, 4, QUIET);
    Golden.assertSame("run-4", RunCodec.encode(run).head());
    assertThat(RunCodec.decode(4, Golden.bytes("run-4"), List.of())).isEqualTo(run);
  }

  @Test
  void aRunInSegmentsIsStoredAsItAlwaysWas() {
    var run = run(600, 4, null);
    var encoded = RunCodec.encode(run);
    Golden.assertSame("run-4-head", encoded.head());
    Golden.assertSame("run-1-segment-0", encoded.segments().get(0));
    Golden.assertSame("run-1-segment-1", encoded.segments().get(1));
    assertThat(RunCodec.decode(4, Golden.bytes("run-4-head"), SEGMENTS)).isEqualTo(run);
  }

  @Test
  void aRunOfTheFormatsBeforeIsRead() {
    assertThat(RunCodec.decode(3, Golden.bytes("run-3"), List.of())).isEqualTo(run(20, 4, QUIET));
    assertThat(RunCodec.decode(3, Golden.bytes("run-3-head"), SEGMENTS))
        .isEqualTo(run(600, 4, null));
    assertThat(RunCodec.decode(2, Golden.bytes("run-2"), List.of())).isEqualTo(run(20, 4, null));
    assertThat(RunCodec.decode(2, Golden.bytes("run-2-head"), SEGMENTS))
        .isEqualTo(run(600, 4, null));
  }

  @Test
  void aRunOfTheFirstFormatIsReadAndStoredInThisOne() {
    var small = RunCodec.decode(1, Golden.bytes("run-1"), List.of());
    assertThat(small).isEqualTo(run(20, 0, null));
    Golden.assertSame("run-1", RunFormat1.encode(small));
    var large = RunCodec.decode(1, Golden.bytes("run-1-head"), SEGMENTS);
    assertThat(large).isEqualTo(run(600, 0, null));
    var upgraded = RunCodec.encode(large);
    assertThat(RunCodec.decode(RunCodec.FORMAT, upgraded.head(), upgraded.segments()))
        .isEqualTo(large);
  }

  private static Run run(int size, int resends, @Nullable Quiet quiet) {
    var cells = Cells.blank(size).draft();
    for (int cell = 0; cell < 13; cell++) {
      cells.state(cell, TaskInstanceState.ofCode(cell));
      cells.tryNumber(cell, cell * cell);
    }
    var details = new TreeMap<Integer, Detail>();
    details.put(1, new Detail(null, null, null, 0, 0, Seats.ofBits(1)));
    details.put(
        7, new Detail(NOON, NOON.plusSeconds(1), NOON.plusSeconds(300), 3, resends, Seats.NONE));
    details.put(2, new Detail(NOON, NOON, null, 0, 0, Seats.ofBits(15)));
    return new Run(
        new RunFacts(
            new RunId("scheduled__2026-01-01T12:00:00+00:00"),
            DagRunType.SCHEDULED,
            new VersionHash("4c1d"),
            NOON,
            NOON,
            null,
            NOON),
        DagRunState.FAILED,
        NOON.plusSeconds(5),
        NOON.plusSeconds(50),
        "deadlocked: no unfinished task can run",
        true,
        quiet,
        cells.done(),
        details);
  }
}
