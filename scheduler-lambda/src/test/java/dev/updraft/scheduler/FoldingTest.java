package dev.updraft.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.flow.Decision;
import dev.updraft.core.flow.PoolEvent;
import dev.updraft.core.flow.RunEvent;
import dev.updraft.core.flow.Step;
import dev.updraft.core.flow.Work;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.id.DagId;
import dev.updraft.core.id.PoolName;
import dev.updraft.core.id.RunId;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.pool.Pool;
import dev.updraft.core.port.Inbox;
import dev.updraft.core.port.StateStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many messages one commit takes in. */
class FoldingTest {
  private static final AggregateKey POOL = new AggregateKey.OfPool(new PoolName("db"));
  private static final AggregateKey RUN =
      new AggregateKey.OfRun(new RunKey(new DagId("d"), new RunId("r")));

  private final World world = new World();
  private final AtomicInteger decided = new AtomicInteger();

  @Test
  void messagesThatDecideLittleAreOneCommit() {
    assertThat(batch().to(world.process(deciding(20)))).isEmpty();
    assertThat(commits()).hasSize(1);
    assertThat(said()).hasSize(200);
  }

  @Test
  void messagesThatDecideMuchAreSeveralCommitsAndNothingIsLeftOut() {
    assertThat(batch().to(world.process(deciding(100)))).isEmpty();
    assertThat(commits()).hasSize(4);
    assertThat(commits())
        .allSatisfy(next -> assertThat(Outbox.decode(next.outbox())).hasSizeLessThanOrEqualTo(300));
    assertThat(said()).hasSize(1_000).doesNotHaveDuplicates().isSorted();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void whereverItDiesBetweenCommitsEachMessageIsDecidedOnceAndAllIsSaid(int commit) {
    var commits = new AtomicInteger();
    world.calls.after(call -> {
      if (call.is("StateStore.commit") && commits.getAndIncrement() == commit) {
        throw new Death("commit " + commit);
      }
    });
    try {
      batch().to(world.process(deciding(100)));
      throw new AssertionError("it lives");
    } catch (Death _) {
      world.calls.calm();
    }
    assertThat(batch().to(world.process(deciding(100)))).isEmpty();
    assertThat(decided).hasValue(10);
    assertThat(said()).hasSize(1_000).doesNotHaveDuplicates();
  }

  @Test
  void whoIsFasterBetweenTwoCommitsIsNoticed() {
    var commits = new AtomicInteger();
    world.calls.before(call -> {
      if (call.is("StateStore.commit") && commits.getAndIncrement() == 1) {
        var faster = new Batch().with("other", POOL, new PoolEvent.PoolSized(0));
        assertThat(faster.to(world.process(deciding(1)))).isEmpty();
      }
    });
    assertThat(batch().to(world.process(deciding(100)))).isEmpty();
    assertThat(said()).hasSizeGreaterThanOrEqualTo(1_001);
    assertThat(commits().getLast().version()).isEqualTo(5);
  }

  private static Batch batch() {
    var batch = new Batch();
    IntStream.range(0, 10).forEach(i -> batch.with("m" + i, POOL, new PoolEvent.PoolSized(i)));
    return batch;
  }

  /** Each message decides so many things, which are known by the order they are decided in. */
  private Deciding deciding(int each) {
    return (_, state, event, _, _) -> {
      decided.incrementAndGet();
      int slots = ((PoolEvent.PoolSized) event).slots();
      var decisions = new ArrayList<Decision>();
      for (int i = 0; i < each; i++) {
        var work = new Work(new TaskId("%02d-%03d".formatted(slots, i)), -1, 1);
        decisions.add(new Decision.Tell(RUN, new RunEvent.SlotsGranted(work, POOL)));
      }
      int before = state instanceof AggregateState.OfPool(Pool pool) ? pool.slots() : 0;
      return new Step<@Nullable AggregateState>(
          new AggregateState.OfPool(new Pool(before + 1, List.of(), List.of())), decisions);
    };
  }

  private List<StateStore.Stored> commits() {
    return world.calls.made("StateStore.commit").stream()
        .map(call -> (StateStore.Stored) call.arguments().getLast())
        .toList();
  }

  private List<String> said() {
    return world.inbox().stream()
        .map(Inbox.Message::event)
        .map(RunEvent.SlotsGranted.class::cast)
        .map(granted -> granted.work().taskId().value())
        .toList();
  }
}
