package dev.updraft.core.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123Z");
  private static final List<String> ODD =
      List.of("a", "a|b", "|", "%7C", "%257C", "a|b|c", "%", "é ☃ 😀", "run|x", "a b\tc\n", "dag|");

  @Test
  void everyKeyIsReadBackFromItsText() {
    var texts = new HashSet<String>();
    int keys = 0;
    for (var first : ODD) {
      assertRoundTrip(new AggregateKey.OfDag(new DagId(first)), texts);
      assertRoundTrip(new AggregateKey.OfPool(new PoolName(first)), texts);
      keys += 2;
      for (var second : ODD) {
        var dagId = new DagId(first);
        assertRoundTrip(new AggregateKey.OfRun(new RunKey(dagId, new RunId(second))), texts);
        assertRoundTrip(new AggregateKey.OfTaskLimit(dagId, new TaskId(second)), texts);
        keys += 2;
      }
    }
    assertThat(texts).hasSize(keys);
  }

  private static void assertRoundTrip(AggregateKey key, Set<String> texts) {
    assertThat(AggregateKey.parse(key.text())).isEqualTo(key);
    texts.add(key.text());
  }

  @Test
  void usualKeysAreReadable() {
    var run = new RunKey(new DagId("etl"), new RunId("manual__2026-01-01T00:00:00+00:00"));
    assertThat(new AggregateKey.OfRun(run).text())
        .isEqualTo("run|etl|manual__2026-01-01T00:00:00+00:00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "dag", "dag|", "run|a", "run|a| ", "limit|a", "pool", "x|y", "DAG|a"})
  void whatIsNoKeyIsRefused(String text) {
    assertThatThrownBy(() -> AggregateKey.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anAttemptsIdIsAUuidOfVersionSeven() {
    var id = AttemptId.of(attempt(1), NOON);
    assertThat(id.value().version()).isEqualTo(7);
    assertThat(id.value().variant()).isEqualTo(2);
    assertThat(id.value().getMostSignificantBits() >>> 16).isEqualTo(NOON.toEpochMilli());
    assertThat(AttemptId.of(id.toString())).isEqualTo(id);
  }

  @Test
  void theSameDecisionMadeAgainGivesTheSameId() {
    assertThat(AttemptId.of(attempt(1), NOON)).isEqualTo(AttemptId.of(attempt(1), NOON));
    assertThat(AttemptId.of(attempt(1), NOON)).isNotEqualTo(AttemptId.of(attempt(2), NOON));
    assertThat(AttemptId.of(attempt(1), NOON))
        .isNotEqualTo(AttemptId.of(attempt(1), NOON.plusNanos(1_000)));
  }

  @Test
  void anIdSurvivesThatItsTimeIsStoredToTheMicrosecond() {
    assertThat(AttemptId.of(attempt(1), NOON.plusNanos(999)))
        .isEqualTo(AttemptId.of(attempt(1), NOON));
  }

  @Test
  void idsAreOrderedByTheirTime() {
    var ids =
        LongStream.range(0, 100)
            .mapToObj(ms -> AttemptId.of(attempt(1), NOON.plusMillis(ms)).toString())
            .toList();
    assertThat(ids).isSorted();
  }

  @Test
  void anotherVersionOfUuidIsNoAttemptsId() {
    assertThatThrownBy(() -> AttemptId.of("6f1b2c3d-0000-4000-8000-000000000000"))
        .hasMessageContaining("not a UUID of version 7");
  }

  @Test
  void blankAndEndlessIdsAreRefused() {
    assertThatThrownBy(() -> new TaskId(" ")).hasMessage("task id is blank");
    assertThatThrownBy(() -> new DagId("x".repeat(251)))
        .hasMessageContaining("has 251 characters, at most 250 are allowed");
    assertThat(new DagId("x".repeat(250)).value()).hasSize(250);
  }

  private static AttemptKey attempt(int tryNumber) {
    var run = new RunKey(new DagId("d"), new RunId("r"));
    return new AttemptKey(
        new TaskInstanceKey(run, new TaskId("t"), TaskInstanceKey.UNMAPPED), tryNumber);
  }
}
