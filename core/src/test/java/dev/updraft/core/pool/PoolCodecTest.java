package dev.updraft.core.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.updraft.core.fixture.Golden;
import dev.updraft.core.flow.Work;
import dev.updraft.core.id.DagId;
import dev.updraft.core.id.RunId;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.id.TaskId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoolCodecTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123456Z");

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void anyPoolIsReadBackAsItWasWritten(long seed) {
    var pool = pool(seed);
    assertThat(PoolCodec.decode(PoolCodec.FORMAT, PoolCodec.encode(pool))).isEqualTo(pool);
  }

  @Test
  void aPoolIsStoredAsItAlwaysWas() {
    var holder = new Pool.Claim(run("r1"), new Work(new TaskId("load"), -1, 2), 3, -7, NOON);
    var waiting = new Pool.Claim(run("r2"), new Work(new TaskId("send"), 5, 16), 1, 900, NOON);
    var pool = new Pool(4, List.of(holder), List.of(waiting));
    Golden.assertSame("pool-1", PoolCodec.encode(pool));
    assertThat(PoolCodec.decode(1, Golden.bytes("pool-1"))).isEqualTo(pool);
  }

  @Test
  void everyBeginningOfTheBytesAndAnythingAfterThemIsRefused() {
    var bytes = PoolCodec.encode(pool(3));
    for (int length = 0; length <= bytes.length + 1; length++) {
      var cut = Arrays.copyOf(bytes, length);
      if (length != bytes.length) {
        assertThatThrownBy(() -> PoolCodec.decode(PoolCodec.FORMAT, cut))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  @Test
  void damagedBytesAreRefusedOrAnotherPoolButNeverAnythingElse() {
    var chance = new Random(1);
    var bytes = PoolCodec.encode(pool(4));
    for (int damage = 0; damage < 5_000; damage++) {
      var damaged = bytes.clone();
      damaged[chance.nextInt(damaged.length)] = (byte) chance.nextInt(256);
      try {
        assertThat(PoolCodec.decode(PoolCodec.FORMAT, damaged)).isNotNull();
      } catch (IllegalArgumentException e) {
        assertThat(e.getMessage()).isNotBlank();
      } catch (RuntimeException e) {
        fail("damage " + damage + " is not refused plainly", e);
      }
    }
  }

  @Test
  void anotherFormatIsRefused() {
    assertThatThrownBy(() -> PoolCodec.decode(7, new byte[0]))
        .hasMessage("a pool is stored in format 7, only format 1 is known");
  }

  private static Pool pool(long seed) {
    var chance = new Random(seed);
    return new Pool(chance.nextInt(-1, 1_000_000), claims(chance), claims(chance));
  }

  private static List<Pool.Claim> claims(Random chance) {
    return IntStream.range(0, chance.nextInt(10))
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
