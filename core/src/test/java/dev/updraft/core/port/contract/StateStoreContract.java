package dev.updraft.core.port.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.id.DagId;
import dev.updraft.core.port.Bytes;
import dev.updraft.core.port.StateStore;
import dev.updraft.core.port.StateStore.Stored;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
