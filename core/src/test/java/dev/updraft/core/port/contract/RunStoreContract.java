package dev.updraft.core.port.contract;

import static dev.updraft.core.port.contract.Samples.at;
import static dev.updraft.core.port.contract.Samples.runRow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.updraft.core.fixture.LongIds;
import dev.updraft.core.id.DagId;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.port.Page;
import dev.updraft.core.port.RowSize;
import dev.updraft.core.port.RunStore;
import dev.updraft.core.port.RunStore.RunRow;
import dev.updraft.core.port.TooLargeException;
import dev.updraft.core.run.DagRunState;
import dev.updraft.core.run.Unfinished;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a {@link RunStore} does. */
public abstract class RunStoreContract {
  private static final RunRow ROW = runRow("orders", "r1", at(0));
  private static final RunKey RUN = ROW.key();

  private RunStore store;

  /** An empty store. */
  protected abstract RunStore open();

  @BeforeEach
  void openStore() {
    store = open();
  }

  @Test
  void aRunKnowsTheRequestThatMadeIt() {
    assertThat(store.isOf(ROW.key(), "one")).isFalse();
    assertThat(store.create(ROW, "one")).isTrue();
    assertThat(store.create(ROW, "other")).isFalse();
    assertThat(store.isOf(ROW.key(), "one")).isTrue();
    assertThat(store.isOf(ROW.key(), "other")).isFalse();
    store.record(ROW.key(), DagRunState.RUNNING, at(1), null);
    assertThat(store.isOf(ROW.key(), "one")).isTrue();
  }

  @Test
  void aNewRunIsStoredAsItIs() {
    assertThat(store.get(RUN)).isNull();
    assertThat(store.create(ROW)).isTrue();
    assertThat(store.get(RUN)).isEqualTo(ROW);
  }

  @Test
  void aRunOfTheSameIdIsNotStoredAgain() {
    store.create(ROW);
    assertThat(store.create(runRow("orders", "r1", at(99)))).isFalse();
    assertThat(store.get(RUN)).isEqualTo(ROW);
  }

  @Test
  void twoDagsMayHaveRunsOfOneId() {
    store.create(ROW);
    assertThat(store.create(runRow("stock", "r1", at(0)))).isTrue();
  }

  @Test
  void aRunStartsAndEnds() {
    store.create(ROW);
    store.record(RUN, DagRunState.RUNNING, at(1), null);
    store.record(RUN, DagRunState.RUNNING, at(2), null);
    assertThat(row().startedAt()).isEqualTo(at(1));
    assertThat(row().endedAt()).isNull();
    store.record(RUN, DagRunState.FAILED, at(9), "a task failed");
    assertThat(row().state()).isEqualTo(DagRunState.FAILED);
    assertThat(row().startedAt()).isEqualTo(at(1));
    assertThat(row().endedAt()).isEqualTo(at(9));
    assertThat(row().note()).isEqualTo("a task failed");
    assertThat(row().conf()).isEqualTo(ROW.conf());
  }

  @Test
  void aRunThatHasEndedDoesNotBecomeAnythingElse() {
    store.create(ROW);
    store.record(RUN, DagRunState.SUCCESS, at(9), null);
    store.record(RUN, DagRunState.RUNNING, at(10), null);
    store.record(RUN, DagRunState.FAILED, at(11), "late");
    assertThat(row().state()).isEqualTo(DagRunState.SUCCESS);
    assertThat(row().endedAt()).isEqualTo(at(9));
    assertThat(row().note()).isNull();
  }

  @Test
  void aStateOfAnUnknownRunIsNotStored() {
    store.record(RUN, DagRunState.RUNNING, at(1), null);
    assertThat(store.get(RUN)).isNull();
  }

  @Test
  void aNoteIsSetReplacedAndClearedInAnyStateAndChangesNothingElse() {
    assertThat(store.note(RUN, "who knows")).isNull();
    assertThat(store.get(RUN)).isNull();
    store.create(ROW.noted("as created"));
    assertThat(row().note()).isEqualTo("as created");
    assertThat(store.note(RUN, "seen")).isEqualTo(ROW.noted("seen"));
    store.record(RUN, DagRunState.RUNNING, at(1), null);
    store.record(RUN, DagRunState.SUCCESS, at(9), null);
    assertThat(row().note()).isEqualTo("seen");
    assertThat(store.note(RUN, null))
        .isEqualTo(row())
        .isEqualTo(ROW.in(DagRunState.RUNNING, at(1), null).in(DagRunState.SUCCESS, at(9), null));
    assertThat(Objects.requireNonNull(store.note(RUN, "")).note()).isNull();
  }

  @Test
  void theReasonOfAnEndIsAddedToWhatPeopleHaveNotedAndTheirNextNoteReplacesBoth() {
    store.create(ROW.noted("as created"));
    store.note(RUN, "ask ada");
    store.record(RUN, DagRunState.RUNNING, at(1), "a task failed");
    store.record(RUN, DagRunState.FAILED, at(2), "a task failed");
    assertThat(row().note()).isEqualTo("ask ada\na task failed");
    store.note(RUN, "solved");
    assertThat(row().note()).isEqualTo("solved");
  }

  @Test
  void aLogicalDateIsReservedForOneRunOfADag() {
    assertThat(store.reserve(RUN, at(0), at(1))).isTrue();
    assertThat(store.reserve(RUN, at(0), at(2))).isTrue();
    assertThat(store.reserve(key("r2"), at(0), at(3))).isFalse();
    assertThat(store.reserve(key("r2"), at(1), at(3))).isTrue();
    assertThat(store.reserve(runRow("stock", "r2", at(0)).key(), at(0), at(3))).isTrue();
  }

  @Test
  void aLogicalDateStaysWithTheRunThatHasItHoweverManyCameLater() {
    store.reserve(RUN, at(0), at(0));
    store.create(ROW);
    store.record(RUN, DagRunState.SUCCESS, at(9), null);
    var muchLater = at(30L * 24 * 3600);
    assertThat(store.reserve(key("r2"), at(0), muchLater)).isFalse();
    assertThat(store.reserve(RUN, at(0), muchLater)).isTrue();
  }

  @Test
  void whatIsReservedForARunThatDoesNotComeMayBeTakenOver() {
    store.reserve(RUN, at(0), at(0));
    store.reserve(RUN, at(50), at(0));
    store.create(ROW);
    var later = at(RunStore.RESERVED_FOR.toSeconds() + 1);
    assertThat(store.reserve(key("r2"), at(50), at(60))).isFalse();
    assertThat(store.reserve(key("r2"), at(50), later)).isTrue();
    assertThat(store.reserve(key("r3"), at(50), later)).isFalse();
    assertThat(store.reserve(key("r3"), at(0), later)).isFalse();
  }

  @Test
  void theRunsOfADagArePagedTheLatestFirst() {
    for (var i = 0; i < 7; i++) {
      store.create(runRow("orders", "r" + i, after(i)));
      store.create(runRow("stock", "r" + i, after(i)));
    }
    assertThat(runIds(from -> store.ofDag(new DagId("orders"), from, 3)))
        .containsExactly("r6", "r5", "r4", "r3", "r2", "r1", "r0");
  }

  @Test
  void theRunsOfAllDagsArePagedTheLatestFirst() {
    for (var i = 0; i < 7; i++) {
      store.create(runRow("d" + i % 3, "r" + i, after(i)));
    }
    assertThat(runIds(from -> store.latest(from, 2)))
        .containsExactly("r6", "r5", "r4", "r3", "r2", "r1", "r0");
  }

  @Test
  void listsShowTheStateOfNow() {
    store.create(ROW);
    store.record(RUN, DagRunState.RUNNING, at(1), null);
    assertThat(store.latest(null, 5).items())
        .isEqualTo(store.ofDag(RUN.dagId(), null, 5).items())
        .extracting(RunRow::state)
        .containsExactly(DagRunState.RUNNING);
  }

  @Test
  void theUnfinishedRunsAreThoseThatHaveNotEnded() {
    for (var i = 0; i < 6; i++) {
      store.create(runRow("orders", "r" + i, after(i)));
    }
    store.record(key("r1"), DagRunState.RUNNING, at(1), null);
    store.record(key("r2"), DagRunState.SUCCESS, at(2), null);
    store.record(key("r4"), DagRunState.FAILED, at(4), null);
    assertThat(unfinished())
        .extracting(Unfinished::key)
        .containsExactlyInAnyOrder(key("r0"), key("r1"), key("r3"), key("r5"));
    assertThat(unfinished())
        .filteredOn(run -> run.key().equals(key("r1")))
        .containsExactly(
            new Unfinished(
                key("r1"),
                runRow("orders", "r1", after(1)).facts(),
                DagRunState.RUNNING,
                Samples.NOON,
                null));
  }

  @Test
  void aRunIsQuietUntilItIsNotOrHasEnded() {
    store.create(ROW);
    store.quiet(RUN, at(90));
    assertThat(unfinished()).extracting(Unfinished::quietUntil).containsExactly(at(90));
    store.quiet(RUN, null);
    assertThat(unfinished()).extracting(Unfinished::quietUntil).containsOnlyNulls();
    store.record(RUN, DagRunState.SUCCESS, at(1), null);
    var ended = store.get(RUN);
    store.quiet(RUN, at(100));
    assertThat(store.get(RUN)).isEqualTo(ended);
    assertThat(unfinished()).isEmpty();
  }

  @Test
  void aRunThatHasNoRowIsNotQuiet() {
    store.quiet(RUN, at(90));
    assertThat(store.get(RUN)).isNull();
    assertThat(unfinished()).isEmpty();
  }

  private List<Unfinished> unfinished() {
    return IntStream.range(0, RunStore.SHARDS)
        .boxed()
        .flatMap(shard -> Samples.all(from -> store.unfinished(shard, from, 2)).stream())
        .toList();
  }

  @Test
  void aRunEndsThoughItsRowIsAsLargeAsItMayBe() {
    var row = withConf("x".repeat(RowSize.RUN_BYTES_MAX - 1_000));
    assertThat(store.create(row)).isTrue();
    assertThat(store.note(RUN, "€".repeat(RowSize.NOTE_BYTES_MAX / 3))).isNotNull();
    store.record(RUN, DagRunState.RUNNING, at(1), null);
    store.record(RUN, DagRunState.FAILED, at(2), "€".repeat(200_000));
    assertThat(row().state()).isEqualTo(DagRunState.FAILED);
    assertThat(row().note()).contains("\n" + "€".repeat(2_000) + "…").hasSizeLessThan(10_000);
  }

  @Test
  void aRunOrANoteThatIsTooLargeIsRefusedAndNothingChanges() {
    assertThatThrownBy(() -> store.create(withConf("x".repeat(RowSize.RUN_BYTES_MAX))))
        .isInstanceOf(TooLargeException.class)
        .hasMessageStartingWith("the row of run orders")
        .hasMessageContaining("bytes, at most 327,680");
    assertThat(store.get(RUN)).isNull();
    store.create(ROW);
    assertThatThrownBy(() -> store.note(RUN, "x".repeat(RowSize.NOTE_BYTES_MAX + 1)))
        .isInstanceOf(TooLargeException.class)
        .hasMessageStartingWith("the note of run orders");
    assertThat(store.get(RUN)).isEqualTo(ROW);
  }

  private static RunRow withConf(String value) {
    return new RunRow(
        ROW.dagId(),
        ROW.facts(),
        ROW.state(),
        ROW.queuedAt(),
        null,
        null,
        Map.of("text", value),
        ROW.triggeredBy(),
        null,
        null);
  }

  @Test
  void runsWithIdsAsLongAsTheyMayBeAreListedLikeOthers() {
    var dagId = LongIds.of(1);
    var keys = new ArrayList<RunKey>();
    for (var i = 0; i < 6; i++) {
      var run = runRow(dagId, LongIds.of(2 + i % 3).substring(0, 249) + i, after(i / 2));
      assertThat(store.create(run)).isTrue();
      assertThat(store.create(run)).isFalse();
      assertThat(store.reserve(run.key(), after(i), at(0))).isTrue();
      keys.add(run.key());
    }
    store.record(keys.get(5), DagRunState.RUNNING, at(1), null);
    store.record(keys.get(5), DagRunState.FAILED, at(2), "a task failed");
    assertThat(unfinished())
        .extracting(Unfinished::key)
        .containsExactlyInAnyOrderElementsOf(keys.subList(0, 5));
    assertThat(Samples.all(from -> store.ofDag(new DagId(dagId), from, 1)))
        .extracting(RunRow::key)
        .containsExactlyInAnyOrderElementsOf(keys);
    assertThat(Samples.all(from -> store.latest(from, 1)))
        .extracting(RunRow::key)
        .containsExactlyInAnyOrderElementsOf(keys);
  }

  private RunRow row() {
    return Objects.requireNonNull(store.get(RUN));
  }

  private static RunKey key(String runId) {
    return Samples.run(runId);
  }

  /** Some days and years apart. */
  private static Instant after(int index) {
    return at(20L * 24 * 3600 * index * index);
  }

  private static List<String> runIds(Function<@Nullable String, Page<RunRow>> list) {
    return Samples.all(list).stream().map(row -> row.runId().value()).toList();
  }
}
