package dev.updraft.core.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.flow.Decision;
import dev.updraft.core.flow.PoolEvent;
import dev.updraft.core.flow.RunEvent;
import dev.updraft.core.flow.Work;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.id.DagId;
import dev.updraft.core.id.PoolName;
import dev.updraft.core.id.RunId;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.id.TaskId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However many wait for a pool, one step decides no more than it may, and all have their turn. */
class PoolBoundsTest {
  private static final int DECISIONS_MAX = 256;
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final AggregateKey KEY = new AggregateKey.OfPool(new PoolName("db"));

  private Pool pool = Pool.NONE;
  private final List<Work> granted = new ArrayList<>();
  private int steps;

  @ParameterizedTest
  @ValueSource(ints = {Pool.UNLIMITED, 1_000, 1_000_000})
  void aThousandThatWaitAreServedStepByStep(int slots) {
    pool = new Pool(0, List.of(), claims(PoolRules.WAITING_MAX));
    is(new PoolEvent.PoolSized(slots));
    assertThat(steps).isEqualTo(7);
    assertThat(granted).doesNotHaveDuplicates().hasSize(PoolRules.WAITING_MAX);
    assertThat(pool.waiting()).isEmpty();
    assertThat(pool.holders()).hasSize(PoolRules.WAITING_MAX);
  }

  @Test
  void aSizeThatIsSetWhileItServesCountsAtOnce() {
    pool = new Pool(0, List.of(), claims(PoolRules.WAITING_MAX));
    var first = PoolRules.decide(pool, new PoolEvent.PoolSized(1_000), KEY).next();
    assertThat(first).isNotNull();
    pool = new Pool(3, first.holders(), first.waiting());
    int held = pool.held();
    is(new PoolEvent.PoolContinued());
    assertThat(granted).isEmpty();
    assertThat(pool.held()).isEqualTo(held);
  }

  @Test
  void whoAsksAgainWhileManyMayBeServedDecidesNotTooMuch() {
    var claims = claims(1_000);
    pool = new Pool(1_000, claims.subList(0, 500), claims.subList(500, 1_000));
    var last = claims.getLast();
    is(
        new PoolEvent.SlotsAsked(
            last.run(), last.work(), last.slots(), last.priority(), null, last.order()));
    assertThat(granted).contains(last.work());
    assertThat(pool.waiting()).isEmpty();
  }

  @Test
  void aPoolOfASizeIsFullWithAsManyHoldersAsItRemembers() {
    pool = new Pool(1_000_000, claims(PoolRules.HOLDERS_MAX), List.of());
    asks("one more");
    assertThat(granted).isEmpty();
    assertThat(pool.waiting()).hasSize(1);
    var first = pool.holders().getFirst();
    is(new PoolEvent.SlotsReleased(first.run(), first.work()));
    assertThat(granted).extracting(work -> work.taskId().value()).containsExactly("one more");
  }

  @Test
  void aPoolWithoutLimitGrantsOnAndRemembersNoMore() {
    pool = new Pool(Pool.UNLIMITED, claims(PoolRules.HOLDERS_MAX), List.of());
    asks("one more");
    asks("one more");
    assertThat(granted).hasSize(2);
    assertThat(pool.holders()).hasSize(PoolRules.HOLDERS_MAX);
    is(new PoolEvent.SlotsReleased(run(), work("one more")));
    assertThat(pool.holders()).hasSize(PoolRules.HOLDERS_MAX);
  }

  private void asks(String task) {
    is(new PoolEvent.SlotsAsked(run(), work(task), 1, 1, null, NOON));
  }

  /** One event, and what the pool tells itself by it. */
  private void is(PoolEvent event) {
    var inbox = new ArrayDeque<PoolEvent>(List.of(event));
    while (!inbox.isEmpty()) {
      var step = PoolRules.decide(pool, inbox.remove(), KEY);
      pool = step.next() == null ? Pool.NONE : step.next();
      steps++;
      assertThat(step.decisions()).hasSizeLessThanOrEqualTo(DECISIONS_MAX);
      for (var decision : step.decisions()) {
        switch (decision) {
          case Decision.Tell(var _, RunEvent.SlotsGranted(Work work, var _)) -> granted.add(work);
          case Decision.Tell(var to, PoolEvent own) when to.equals(KEY) -> inbox.add(own);
          default -> throw new AssertionError(decision);
        }
      }
    }
  }

  private static List<Pool.Claim> claims(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Pool.Claim(run(), work("t" + i), 1, 1, NOON))
        .toList();
  }

  private static RunKey run() {
    return new RunKey(new DagId("d"), new RunId("r"));
  }

  private static Work work(String task) {
    return new Work(new TaskId(task), -1, 1);
  }
}
