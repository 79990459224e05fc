package dev.updraft.core.pool;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.updraft.core.fixture.Golden;
import dev.updraft.core.flow.Work;
import dev.updraft.core.id.DagId;
import dev.updraft.core.id.RunId;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.port.Bytes;
import dev.updraft.core.wire.Encoded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoolCodecTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123456Z");

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void anyPoolIsReadBackAsItWasWritten(long seed) {
    for (int most : new int[] {10, 3_000}) {
      var pool = pool(seed, most);
      assertThat(decoded(PoolCodec.encode(pool))).isEqualTo(pool);
    }
  }

  @Test
  void aPoolIsStoredAsItAlwaysWas() {
    var holder = new Pool.Claim(run("r1"), new Work(new TaskId("load"), -1, 2), 3, -7, NOON);
    var waiting = new Pool.Claim(run("r2"), new Work(new TaskId("send"), 5, 16), 1, 900, NOON);
    var pool = new Pool(4, List.of(holder), List.of(waiting));
    Golden.assertSame("pool-2", PoolCodec.encode(pool).head());
    assertThat(PoolCodec.decode(2, Golden.bytes("pool-2"), List.of())).isEqualTo(pool);
    assertThat(PoolCodec.decode(1, Golden.bytes("pool-1"), List.of())).isEqualTo(pool);
  }

  @Test
  void aLongPoolIsInSegmentsOfWhichAChangeChangesFew() {
    var chance = new Random(11);
    var pool = new Pool(9, claims(chance, 5_000), List.of());
    var before = segments(pool);
    assertThat(PoolCodec.encode(pool).head()).hasSizeLessThan(100);
    assertThat(before).hasSizeBetween(100, 250);
    for (int change = 0; change < 20; change++) {
      var holders = new ArrayList<>(pool.holders());
      holders.remove(chance.nextInt(holders.size()));
      holders.add(claims(chance, 1).getFirst());
      var after = segments(new Pool(9, holders, List.of()));
      after.removeAll(before);
      assertThat(after).as("segments that are not stored yet").hasSizeBetween(1, 4);
    }
  }

  @Test
  void aHolderOfALongPoolTakesLittle() {
    var holders =
        IntStream.range(0, 5_000)
            .mapToObj(i ->
                new Pool.Claim(run("r1"), new Work(new TaskId("load_" + i), -1, 1), 1, 1, NOON))
            .toList();
    var encoded = PoolCodec.encode(new Pool(-1, holders, List.of()));
    int bytes = encoded.segments().stream().mapToInt(segment -> segment.length).sum();
    assertThat(bytes / 5_000).as("bytes each").isLessThan(24);
  }

  @Test
  void everyBeginningOfTheBytesAndAnythingAfterThemIsRefused() {
    var bytes = PoolCodec.encode(pool(3, 10)).head();
    for (int length = 0; length <= bytes.length + 1; length++) {
      var cut = Arrays.copyOf(bytes, length);
      if (length != bytes.length) {
        assertThatThrownBy(() -> PoolCodec.decode(PoolCodec.FORMAT, cut, List.of()))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  @Test
  void aPoolWithoutOneOfItsSegmentsIsRefused() {
    var encoded = PoolCodec.encode(pool(3, 3_000));
    var some = encoded.segments().subList(1, encoded.segments().size());
    assertThatThrownBy(() -> PoolCodec.decode(PoolCodec.FORMAT, encoded.head(), some))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 300})
  void damagedBytesAreRefusedOrAnotherPoolButNeverAnythingElse(int most) {
    var chance = new Random(1);
    var encoded = PoolCodec.encode(pool(4, most));
    for (int damage = 0; damage < 5_000; damage++) {
      var head = encoded.head().clone();
      var segments = encoded.segments().stream().map(byte[]::clone).toList();
      var damaged = chance.nextBoolean() && !segments.isEmpty() ? segments.getFirst() : head;
      damaged[chance.nextInt(damaged.length)] = (byte) chance.nextInt(256);
      try {
        assertThat(PoolCodec.decode(PoolCodec.FORMAT, head, segments)).isNotNull();
      } catch (IllegalArgumentException e) {
        assertThat(e.getMessage()).isNotBlank();
      } catch (RuntimeException e) {
        fail("damage " + damage + " is not refused plainly", e);
      }
    }
  }

  @Test
  void anotherFormatIsRefused() {
    assertThatThrownBy(() -> PoolCodec.decode(7, new byte[0], List.of()))
        .hasMessage("a pool is stored in format 7, only formats 1 and 2 are known");
  }

  private static Pool decoded(Encoded encoded) {
    return PoolCodec.decode(PoolCodec.FORMAT, encoded.head(), encoded.segments());
  }

  private static Set<Bytes> segments(Pool pool) {
    return PoolCodec.encode(pool).segments().stream().map(Bytes::of).collect(toSet());
  }

  private static Pool pool(long seed, int most) {
    var chance = new Random(seed);
    return new Pool(
        chance.nextInt(-1, 1_000_000),
        claims(chance, chance.nextInt(most)),
        claims(chance, chance.nextInt(most)));
  }

  private static List<Pool.Claim> claims(Random chance, int count) {
    return IntStream.range(0, count)
        .mapToObj(i ->
            new Pool.Claim(
                run("r" + i),
                new Work(new TaskId("t" + chance.nextInt()), chance.nextInt(-1, 9), 1 + i),
                1 + chance.nextInt(1_000_000),
                chance.nextInt(),
                NOON.plusSeconds(chance.nextInt())))
        .toList();
  }

  private static RunKey run(String runId) {
    return new RunKey(new DagId("d|é"), new RunId(runId));
  }
}
