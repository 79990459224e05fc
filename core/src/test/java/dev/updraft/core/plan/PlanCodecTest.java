package dev.updraft.core.plan;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.updraft.core.fixture.Golden;
import dev.updraft.core.flow.Decision;
import dev.updraft.core.flow.RunFacts;
import dev.updraft.core.id.RunId;
import dev.updraft.core.id.VersionHash;
import dev.updraft.core.port.Bytes;
import dev.updraft.core.run.DagRunType;
import dev.updraft.core.schedule.DataInterval;
import dev.updraft.core.wire.Encoded;
import dev.updraft.core.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

// The compiler leaves @Nullable out of a compact constructor's parameters in class files.
@SuppressWarnings("NullAway")
class PlanCodecTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123456Z");
  private static final VersionHash VERSION = new VersionHash("4c1d".repeat(16));

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 20, 100, 1_000})
  void anyPlanIsReadBackAsItWasWritten(int most) {
    var plan = plan(most);
    assertThat(decoded(PlanCodec.encode(plan))).isEqualTo(plan);
  }

  @Test
  void aPlanIsStoredAsItAlwaysWas() {
    Golden.assertSame("plan-2", PlanCodec.encode(plan(3)).head());
    assertThat(PlanCodec.decode(2, Golden.bytes("plan-2"), List.of())).isEqualTo(plan(3));
  }

  @Test
  void aPlanOfTheFormatBeforeIsReadAndStoredInThisOne() {
    var old = PlanCodec.decode(1, Golden.bytes("plan-1"), List.of());
    assertThat(old.active()).containsOnlyKeys(new RunId("scheduled__2026-01-01T12:00:00+00:00"));
    assertThat(old.waiting()).extracting(run -> run.runId().value()).containsExactly("manual|é");
    assertThat(old.next()).isNotNull();
    assertThat(decoded(PlanCodec.encode(old))).isEqualTo(old);
    var large = plan(1_000);
    var json = Json.write(large).getBytes(StandardCharsets.UTF_8);
    assertThat(PlanCodec.decode(1, json, List.of())).isEqualTo(large);
  }

  @Test
  void aLongPlanIsInSegmentsOfWhichAStartChangesFew() {
    var waiting = new ArrayList<>(runs(new Random(5), 1_000));
    var before = segments(waiting);
    assertThat(before).hasSizeBetween(15, 60);
    for (int start = 0; start < 20; start++) {
      waiting.removeFirst();
      waiting.add(runs(new Random(start), 1).getFirst());
      var after = segments(waiting);
      var fresh = new ArrayList<>(after);
      fresh.removeAll(before);
      assertThat(fresh).as("segments that are not stored yet").hasSizeBetween(1, 3);
      before = after;
    }
  }

  @Test
  void everyBeginningOfTheBytesAndAnythingAfterThemIsRefused() {
    var bytes = PlanCodec.encode(plan(4)).head();
    for (int length = 0; length <= bytes.length + 1; length++) {
      var cut = Arrays.copyOf(bytes, length);
      if (length != bytes.length) {
        assertThatThrownBy(() -> PlanCodec.decode(2, cut, List.of()))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 200})
  void damagedBytesAreRefusedOrAnotherPlanButNeverAnythingElse(int most) {
    var chance = new Random(1);
    var encoded = PlanCodec.encode(plan(most));
    for (int damage = 0; damage < 3_000; damage++) {
      var head = encoded.head().clone();
      var segments = encoded.segments().stream().map(byte[]::clone).toList();
      var damaged = chance.nextBoolean() && !segments.isEmpty() ? segments.getFirst() : head;
      damaged[chance.nextInt(damaged.length)] = (byte) chance.nextInt(256);
      try {
        assertThat(PlanCodec.decode(2, head, segments)).isNotNull();
      } catch (IllegalArgumentException e) {
        assertThat(e.getMessage()).isNotBlank();
      } catch (RuntimeException e) {
        fail("damage " + damage + " is not refused plainly", e);
      }
    }
  }

  @Test
  void damagedTextIsNoPlanAndAnotherFormatIsRefused() {
    for (var text : List.of("", "{", "[]", "7", "null", "{}", "{\"paused\":3}")) {
      assertThatThrownBy(
              () -> PlanCodec.decode(1, text.getBytes(StandardCharsets.UTF_8), List.of()))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> PlanCodec.decode(7, new byte[0], List.of()))
        .hasMessage("a plan is stored in format 7, only formats 1 and 2 are known");
  }

  private static Plan decoded(Encoded encoded) {
    return PlanCodec.decode(PlanCodec.FORMAT, encoded.head(), encoded.segments());
  }

  private static Set<Bytes> segments(List<RunFacts> waiting) {
    var plan = new Plan(VERSION, false, false, null, null, new TreeMap<>(), waiting, Failures.NONE);
    return PlanCodec.encode(plan).segments().stream().map(Bytes::of).collect(toSet());
  }

  private static Plan plan(int most) {
    var chance = new Random(most);
    var active = new TreeMap<RunId, RunFacts>();
    runs(chance, most).forEach(run -> active.put(run.runId(), run));
    var failed = new TreeSet<Failures.Ended>();
    for (var run : runs(chance, Math.min(most, 100))) {
      failed.add(new Failures.Ended(run.runAfter(), run.runId()));
    }
    boolean blank = most == 0;
    return new Plan(
        VERSION,
        blank,
        chance.nextBoolean(),
        blank ? null : new DataInterval(NOON, NOON.plusSeconds(3_600)),
        blank ? null : new Decision.NextRun(NOON, NOON, NOON.minusSeconds(1), NOON.plusNanos(1000)),
        active,
        runs(chance, most),
        new Failures(failed, blank ? null : new Failures.Ended(NOON, new RunId("manual|é"))));
  }

  private static List<RunFacts> runs(Random chance, int count) {
    return IntStream.range(0, count)
        .mapToObj(_ -> {
          var due = NOON.plusSeconds(chance.nextInt());
          return new RunFacts(
              new RunId("manual__é" + chance.nextInt()),
              chance.nextBoolean() ? DagRunType.MANUAL : DagRunType.SCHEDULED,
              VERSION,
              chance.nextBoolean() ? due : null,
              chance.nextBoolean() ? due.minusSeconds(chance.nextInt(100_000)) : null,
              chance.nextBoolean() ? NOON.plusNanos(1_000L * chance.nextInt()) : null,
              due);
        })
        .toList();
  }
}
