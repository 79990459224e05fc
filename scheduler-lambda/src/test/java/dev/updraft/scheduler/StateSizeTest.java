package dev.updraft.scheduler;

import static dev.updraft.core.fixture.Dags.dag;
import static dev.updraft.core.fixture.Dags.pool;
import static dev.updraft.core.fixture.Dags.retries;
import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.dag.Dag;
import dev.updraft.core.fixture.LongIds;
import dev.updraft.core.flow.Event;
import dev.updraft.core.flow.Outcome;
import dev.updraft.core.flow.PlanEvent;
import dev.updraft.core.flow.PoolEvent;
import dev.updraft.core.flow.RunEvent;
import dev.updraft.core.flow.Work;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.id.DagId;
import dev.updraft.core.id.PoolName;
import dev.updraft.core.id.RunId;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.plan.Plan;
import dev.updraft.core.pool.Pool;
import dev.updraft.core.pool.PoolRules;
import dev.updraft.core.port.Bytes;
import dev.updraft.core.port.ItemSize;
import dev.updraft.core.port.StateItems;
import dev.updraft.core.port.StateStore.Stored;
import dev.updraft.core.run.DagRunState;
import dev.updraft.core.wire.DagVersions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * No commit of any aggregate is larger than a store takes, with ids as long as they may be, as many
 * of everything as there may be, and ten messages at a time. The store in memory refuses what
 * DynamoDB would.
 */
class StateSizeTest {
  private static final String DAG = LongIds.of(1);
  private static final int BATCH = 10;

  private final World world = new World();
  private final List<Stored> commits = new ArrayList<>();
  private int messages;

  @BeforeEach
  void everyCommitIsMeasured() {
    world.calls.after(call -> {
      if (call.is("StateStore.commit")) {
        measure((AggregateKey) call.arguments().getFirst(), (Stored) call.arguments().getLast());
      }
    });
  }

  private void measure(AggregateKey key, Stored next) {
    var items = StateItems.of(key, next);
    assertThat(items.headItem(key, next.lastMessages()).bytes())
        .isLessThanOrEqualTo(ItemSize.BYTES_MAX);
    assertThat(items.beside()).allMatch(item -> item.size() <= ItemSize.BYTES_MAX - 4_096);
    commits.add(next);
  }

  @Test
  void ofAPlanWithAsManyActiveAndWaitingRunsAsThereMayBe() {
    var many = dag(DAG).task("a").maxActiveRuns(600).maxConsecutiveFailedDagRuns(100).build();
    var plan = new AggregateKey.OfDag(many.dagId());
    world.publishes(many);
    tell(plan, 1, _ -> new PlanEvent.DagPublished(DagVersions.hash(many)));
    tell(plan, 1_700, i -> new PlanEvent.RunTriggered(World.run(many, LongIds.of(i))));
    var grown = plan(plan);
    assertThat(grown.active()).hasSize(600);
    assertThat(grown.waiting()).hasSize(1_000);
    tell(plan, 20, i -> new PlanEvent.PausedSet(i % 2 == 0));
    tell(plan, 10, _ -> new PlanEvent.PlanWatched());
    var active = List.copyOf(grown.active().keySet());
    tell(
        plan,
        90,
        i ->
            new PlanEvent.RunFinished(
                active.get(i), i % 3 == 0 ? DagRunState.SUCCESS : DagRunState.FAILED));
    assertThat(plan(plan).waiting()).hasSizeLessThan(1_000);
    assertThat(bytes(commits.getLast())).as("bytes of the state").isGreaterThan(1_000_000);
  }

  @Test
  void ofAPoolWithAsManyHoldersAndAsManyThatWaitAsThereMayBe() {
    var key = new AggregateKey.OfPool(new PoolName(LongIds.of(3)));
    var waiting = claims(PoolRules.HOLDERS_MAX, PoolRules.WAITING_MAX);
    var holders = claims(0, PoolRules.HOLDERS_MAX - 500);
    has(key, new Pool(PoolRules.HOLDERS_MAX - 500, holders, waiting));
    tell(
        key,
        20,
        i ->
            new PoolEvent.SlotsAsked(
                waiting.get(i).run(), waiting.get(i).work(), 1, 1, null, World.NOON));
    tell(key, 1, _ -> new PoolEvent.PoolSized(Pool.UNLIMITED));
    tell(key, 5, _ -> new PoolEvent.PoolContinued());
    var grown = ((AggregateState.OfPool) AggregateState.decode(key, stored(key))).pool();
    assertThat(grown.holders()).hasSizeGreaterThan(PoolRules.HOLDERS_MAX - 1);
    tell(key, 20, i -> new PoolEvent.SlotsReleased(holders.get(i).run(), holders.get(i).work()));
    assertThat(bytes(commits.getLast())).as("bytes of the state").isGreaterThan(7_000_000);
  }

  @Test
  void ofARunOfManyTasksThatAllAskAndFailAndWaitAtOnce() {
    int size = 2_000;
    var draft = dag(DAG).maxActiveTasks(size);
    for (int i = 0; i < size; i++) {
      draft.task(
          LongIds.of(10 + i), pool(LongIds.of(100_000 + i), 1), retries(1, Duration.ofHours(1)));
    }
    var large = draft.build();
    var run = World.keyOf(large, LongIds.of(2));
    world.publishes(large);
    world.hasRow(large, LongIds.of(2));
    tell(run, 1, _ -> new RunEvent.RunStarted(World.run(large, LongIds.of(2)), false));
    tell(run, 2 * size / 256, _ -> new RunEvent.RunContinued());
    tell(run, size, i -> new RunEvent.SlotsGranted(work(large, i), poolOf(large, i)));
    tell(run, 20, _ -> new RunEvent.RunWatched(null));
    tell(
        run,
        size,
        i ->
            new RunEvent.AttemptFinished(
                work(large, i), new Outcome.Failed(true), List.of(), world.now()));
    tell(run, 20, _ -> new RunEvent.RunWatched(world.now()));
    assertThat(commits.stream().mapToInt(next -> next.outbox().size()).max().orElseThrow())
        .as("the largest outbox, which does not fit into the head")
        .isGreaterThan(StateItems.WITHIN_HEAD_BYTES_MAX);
  }

  /** So many events, ten with one call. */
  private void tell(AggregateKey to, int count, IntFunction<Event> event) {
    var process = world.process();
    for (int from = 0; from < count; from += BATCH) {
      var batch = new Batch();
      for (int i = from; i < Math.min(from + BATCH, count); i++) {
        messages++;
        batch.with("message-" + messages, to, event.apply(i));
      }
      assertThat(batch.to(process)).as("messages that come again").isEmpty();
    }
  }

  private Plan plan(AggregateKey key) {
    return ((AggregateState.OfPlan) AggregateState.decode(key, stored(key))).plan();
  }

  private void has(AggregateKey key, Pool pool) {
    var state = new AggregateState.OfPool(pool).encode(1, List.of("m0"), Bytes.of());
    assertThat(world.memory.states().commit(key, null, state)).isTrue();
  }

  private Stored stored(AggregateKey key) {
    return Objects.requireNonNull(world.memory.states().load(key));
  }

  private static long bytes(Stored stored) {
    return stored.head().size() + stored.segments().stream().mapToLong(Bytes::size).sum();
  }

  private static List<Pool.Claim> claims(int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(i -> {
          var run = new RunKey(new DagId(DAG), new RunId(LongIds.of(i % 100)));
          return new Pool.Claim(run, new Work(new TaskId(LongIds.of(i)), -1, 1), 1, 1, World.NOON);
        })
        .toList();
  }

  private static Work work(Dag dag, int task) {
    return new Work(dag.tasks().get(task).taskId(), -1, 1);
  }

  private static AggregateKey poolOf(Dag dag, int task) {
    return new AggregateKey.OfPool(new PoolName(dag.tasks().get(task).slots().pool().value()));
  }
}
