package dev.updraft.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.updraft.core.wire.Encoded;
import dev.updraft.core.wire.Packed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunCodecTest {
  static LongStream seeds() {
    return LongStream.range(0, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anyStateIsReadBackAsItWasWritten(long seed) {
    var run = new RandomStates(seed).run((int) (seed * seed));
    var encoded = RunCodec.encode(run);
    assertThat(decode(encoded)).isEqualTo(run);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 511, 512, 513, 1_024, 1_025})
  void aSizeAroundThatOfASegmentIsReadBack(int size) {
    var run = new RandomStates(size).run(size);
    var encoded = RunCodec.encode(run);
    assertThat(decode(encoded)).isEqualTo(run);
    assertThat(encoded.segments())
        .hasSize(size <= RunCodec.SEGMENT_CELLS ? 0 : Math.ceilDiv(size, RunCodec.SEGMENT_CELLS));
  }

  @Test
  void whatHasNotChangedOfALargeRunIsTheSameSegment() {
    var run = new RandomStates(3).run(2_000);
    var cells = run.cells().draft();
    cells.state(600, TaskInstanceState.QUEUED);
    cells.tryNumber(600, 2_000);
    var before = RunCodec.encode(run).segments();
    var after = RunCodec.encode(with(run, cells.done())).segments();
    for (int k = 0; k < before.size(); k++) {
      assertThat(Arrays.equals(before.get(k), after.get(k))).isEqualTo(k != 1);
    }
  }

  @Test
  void whatManyTasksThatWaitHaveToRememberIsInTheSegmentsOfTheirCells() {
    var waiting = waiting(10_000);
    var encoded = RunCodec.encode(waiting);
    assertThat(decode(encoded)).isEqualTo(waiting);
    assertThat(encoded.head()).hasSizeLessThan(1_000);
    var details = new TreeMap<>(waiting.details());
    details.remove(5_000);
    var after = RunCodec.encode(with(waiting, waiting.cells(), details)).segments();
    for (int k = 0; k < after.size(); k++) {
      assertThat(Arrays.equals(encoded.segments().get(k), after.get(k)))
          .as("segment %d is as it was", k)
          .isEqualTo(k != 5_000 / RunCodec.SEGMENT_CELLS);
    }
  }

  @Test
  void everyBeginningOfTheBytesIsRefused() {
    var encoded = RunCodec.encode(new RandomStates(5).run(100));
    for (int length = 0; length < encoded.head().length; length++) {
      var cut = Arrays.copyOf(encoded.head(), length);
      assertThatThrownBy(() -> RunCodec.decode(RunCodec.FORMAT, cut, List.of()))
          .as("%d bytes", cut.length)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void damagedBytesAreRefusedOrAnotherRunButNeverAnythingElse(long seed) {
    var chance = new Random(seed);
    var encoded = RunCodec.encode(new RandomStates(seed).run((int) seed * 20));
    for (int damage = 0; damage < 200; damage++) {
      var head = damaged(encoded.head(), chance);
      var segments = encoded.segments().stream().map(bytes -> damaged(bytes, chance)).toList();
      try {
        assertThat(RunCodec.decode(RunCodec.FORMAT, head, segments)).isNotNull();
      } catch (IllegalArgumentException e) {
        assertThat(e.getMessage()).isNotBlank();
      } catch (RuntimeException e) {
        fail("damaged bytes of seed " + seed + " are not refused plainly", e);
      }
    }
  }

  @Test
  void aMissingOrSurplusSegmentIsRefused() {
    var encoded = RunCodec.encode(new RandomStates(1).run(1_500));
    var fewer = encoded.segments().subList(0, 2);
    var more = new ArrayList<>(encoded.segments());
    more.add(more.getFirst());
    for (var segments : List.of(fewer, more)) {
      assertThatThrownBy(() -> RunCodec.decode(RunCodec.FORMAT, encoded.head(), segments))
          .hasMessage("a run of 1500 cells has %d segments, not 3".formatted(segments.size()));
    }
  }

  @Test
  void aHugeSizeIsRefusedBeforeAnythingIsMadeOfIt() {
    assertThatThrownBy(() -> Cells.blank(Integer.MAX_VALUE))
        .hasMessageContaining("at most 1000000 are possible");
  }

  @Test
  void anotherFormatIsRefused() {
    var encoded = RunCodec.encode(new RandomStates(1).run(1));
    assertThatThrownBy(() -> RunCodec.decode(7, encoded.head(), List.of()))
        .hasMessage("a run is stored in format 7, only formats 1 to 4 are known");
  }

  @Test
  void everyNumberAndTextIsReadBack() {
    for (int value : new int[] {0, 1, 127, 128, 16_383, 16_384, Integer.MAX_VALUE}) {
      var out = new Packed.Writer();
      out.number(value);
      out.big(value);
      out.big(-value);
      out.big(Long.MIN_VALUE + value);
      out.text("x".repeat(value % 1_000));
      var in = new Packed.Reader(out.bytes());
      assertThat(in.number()).isEqualTo(value);
      assertThat(in.big()).isEqualTo(value);
      assertThat(in.small()).isEqualTo(-value);
      assertThat(in.big()).isEqualTo(Long.MIN_VALUE + value);
      assertThat(in.text()).hasSize(value % 1_000);
      in.end();
    }
  }

  private static byte[] damaged(byte[] bytes, Random chance) {
    var copy = bytes.clone();
    for (int k = 0; k <= chance.nextInt(3) && copy.length > 0; k++) {
      copy[chance.nextInt(copy.length)] = (byte) chance.nextInt(256);
    }
    return copy;
  }

  private static Run decode(Encoded encoded) {
    return RunCodec.decode(RunCodec.FORMAT, encoded.head(), encoded.segments());
  }

  private static Run waiting(int size) {
    var cells = Cells.blank(size).draft();
    var details = new TreeMap<Integer, Detail>();
    for (int cell = 0; cell < size; cell++) {
      cells.state(cell, TaskInstanceState.UP_FOR_RETRY);
      cells.tryNumber(cell, 1);
      details.put(cell, Detail.NEW.waiting(Instant.ofEpochSecond(1_800_000_000L + cell), 0));
    }
    return with(new RandomStates(1).run(1), cells.done(), details);
  }

  private static Run with(Run run, Cells cells) {
    return with(run, cells, run.details());
  }

  private static Run with(Run run, Cells cells, SortedMap<Integer, Detail> details) {
    return new Run(
        run.facts(),
        run.state(),
        run.startedAt(),
        run.endedAt(),
        run.reason(),
        run.paused(),
        run.quiet(),
        cells,
        details);
  }
}
