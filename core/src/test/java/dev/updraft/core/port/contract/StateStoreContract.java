package dev.updraft.core.port.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.id.DagId;
import dev.updraft.core.id.PoolName;
import dev.updraft.core.id.RunId;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.port.Bytes;
import dev.updraft.core.port.StateItems;
import dev.updraft.core.port.StateStore;
import dev.updraft.core.port.StateStore.Stored;
import dev.updraft.core.port.TooLargeException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a {@link StateStore} does. */
public abstract class StateStoreContract {
  private static final AggregateKey RUN = new AggregateKey.OfRun(Samples.run("r1"));

  private StateStore store;

  /** An empty store. */
  protected abstract StateStore open();

  @BeforeEach
  void openStore() {
    store = open();
  }

  @Test
  void anAggregateWithoutStateHasNone() {
    assertThat(store.load(RUN)).isNull();
  }

  @Test
  void whatWasCommittedIsLoaded() {
    var first = stored(1, "queued", List.of("s1", "s2"));
    assertThat(store.commit(RUN, null, first)).isTrue();
    assertThat(store.load(RUN)).isEqualTo(first);
  }

  @Test
  void theNextCommitReplacesHeadMessagesOutboxAndSegments() {
    var first = stored(1, "queued", List.of("s1", "s2", "s3"));
    var second = stored(2, "running", List.of("s1", "changed"));
    store.commit(RUN, null, first);
    assertThat(store.commit(RUN, first, second)).isTrue();
    assertThat(store.load(RUN)).isEqualTo(second);
  }

  @Test
  void aSegmentMayMoveStayOrAppearTwice() {
    var first = stored(1, "a", List.of("s1", "s2"));
    var second = stored(2, "b", List.of("s2", "s1", "s1"));
    store.commit(RUN, null, first);
    store.commit(RUN, first, second);
    assertThat(store.load(RUN)).isEqualTo(second);
  }

  @Test
  void aCommitOnAnOldVersionChangesNothing() {
    var first = stored(1, "a", List.of());
    var second = stored(2, "b", List.of("s"));
    store.commit(RUN, null, first);
    store.commit(RUN, first, second);
    assertThat(store.commit(RUN, first, stored(2, "late", List.of("other")))).isFalse();
    assertThat(store.load(RUN)).isEqualTo(second);
  }

  @Test
  void aFirstCommitWhereThereIsStateChangesNothing() {
    var first = stored(1, "a", List.of());
    store.commit(RUN, null, first);
    assertThat(store.commit(RUN, null, stored(1, "late", List.of()))).isFalse();
    assertThat(store.load(RUN)).isEqualTo(first);
  }

  @Test
  void aCommitOnStateThatIsGoneChangesNothing() {
    assertThat(store.commit(RUN, stored(1, "a", List.of()), stored(2, "b", List.of()))).isFalse();
    assertThat(store.load(RUN)).isNull();
  }

  @Test
  void aggregatesDoNotShareState() {
    var dag = new AggregateKey.OfDag(new DagId("orders"));
    store.commit(RUN, null, stored(1, "run", List.of("s")));
    assertThat(store.load(dag)).isNull();
  }

  @Test
  void manyLargeSegmentsComeBackInOrder() {
    var random = new Random(7);
    var segments =
        IntStream.range(0, 130)
            .mapToObj(_ -> {
              var bytes = new byte[20_000];
              random.nextBytes(bytes);
              return Bytes.of(bytes);
            })
            .toList();
    var large = new Stored(1, 1, Bytes.of(), segments, List.of(), Bytes.of());
    assertThat(store.commit(RUN, null, large)).isTrue();
    assertThat(store.load(RUN)).isEqualTo(large);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aHeadAndAnOutboxLargerThanAnItemAreStoredAndReplaced(AggregateKey key) {
    var first = large(1, 900_000, 1_200_000, 3);
    var second = large(2, 100 * 1024 + 1, 10, 2);
    var third = large(3, 10, 100 * 1024 + 1, 0);
    assertThat(store.commit(key, null, first)).isTrue();
    assertThat(store.load(key)).isEqualTo(first);
    assertThat(store.commit(key, first, second)).isTrue();
    assertThat(store.load(key)).isEqualTo(second);
    assertThat(store.commit(key, second, third)).isTrue();
    assertThat(store.load(key)).isEqualTo(third);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void segmentsComeGoAndComeBack(AggregateKey key) {
    var states =
        List.of(
            stored(1, "a", List.of("s1", "s2", "s3")),
            stored(2, "b", List.of("s2")),
            stored(3, "c", List.of("s1", "s2", "s2")),
            stored(4, "d", List.of()),
            stored(5, "e", List.of("s3", "s1")));
    @Nullable Stored previous = null;
    for (var next : states) {
      assertThat(store.commit(key, previous, next)).isTrue();
      assertThat(store.load(key)).isEqualTo(next);
      previous = next;
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void asManyMessagesSegmentsAndBytesAsThereMayBeAreOneCommit(AggregateKey key) {
    var messages = IntStream.range(0, 10).mapToObj(i -> "m".repeat(99) + i).toList();
    var segments =
        IntStream.range(0, StateItems.BESIDE_MAX).mapToObj(i -> bytes("segment " + i)).toList();
    var inHead = bytes(StateItems.WITHIN_HEAD_BYTES_MAX, 1);
    var most = new Stored(1, 1, inHead, segments, messages, inHead);
    assertThat(store.commit(key, null, most)).isTrue();
    assertThat(store.load(key)).isEqualTo(most);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aSegmentAsLargeAsItMayBeIsStoredAndALargerOneRefused(AggregateKey key) {
    var largest = bytes(StateItems.SEGMENT_BYTES_MAX, 1);
    var first = new Stored(1, 1, Bytes.of(), List.of(largest), List.of(), Bytes.of());
    assertThat(store.commit(key, null, first)).isTrue();
    assertThat(store.load(key)).isEqualTo(first);
    var larger = List.of(bytes("small"), bytes(StateItems.SEGMENT_BYTES_MAX + 1, 2));
    var second = new Stored(2, 1, Bytes.of(), larger, List.of(), Bytes.of());
    assertThatThrownBy(() -> store.commit(key, first, second))
        .isInstanceOf(TooLargeException.class)
        .hasMessageContaining(key.text())
        .hasMessageContaining("358,401 bytes, at most 358,400");
    assertThat(store.load(key)).isEqualTo(first);
  }

  @Test
  void moreSegmentsThanAHeadCanNameAreRefused() {
    var segments =
        IntStream.rangeClosed(0, StateItems.BESIDE_MAX).mapToObj(i -> bytes("" + i)).toList();
    var next = new Stored(1, 1, Bytes.of(), segments, List.of(), Bytes.of());
    assertThatThrownBy(() -> store.commit(RUN, null, next))
        .isInstanceOf(TooLargeException.class)
        .hasMessageContaining("has 3001 segments, at most 3000");
    assertThat(store.load(RUN)).isNull();
  }

  /** Keys as long as they may be, of aggregates of each kind. */
  static List<AggregateKey> kinds() {
    var dag = new DagId("%".repeat(250));
    return List.of(
        new AggregateKey.OfRun(new RunKey(dag, new RunId("é€".repeat(125)))),
        new AggregateKey.OfDag(dag),
        new AggregateKey.OfPool(new PoolName("€".repeat(256))),
        new AggregateKey.OfTaskLimit(dag, new TaskId("€".repeat(250))));
  }

  private static Stored large(long version, int head, int outbox, int segments) {
    return new Stored(
        version,
        1,
        bytes(head, 1),
        IntStream.range(0, segments).mapToObj(i -> bytes(1_000, i)).toList(),
        List.of("m" + version),
        bytes(outbox, 2));
  }

  private static Bytes bytes(int size, long seed) {
    var bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return Bytes.of(bytes);
  }

  private static Stored stored(long version, String head, List<String> segments) {
    return new Stored(
        version,
        3,
        bytes(head),
        segments.stream().map(StateStoreContract::bytes).toList(),
        List.of("m" + version, "n" + version),
        bytes("outbox of " + head));
  }

  private static Bytes bytes(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
