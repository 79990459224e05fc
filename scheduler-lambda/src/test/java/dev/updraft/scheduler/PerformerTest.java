package dev.updraft.scheduler;

import static dev.updraft.core.fixture.Dags.dag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.updraft.core.attempt.Attempt;
import dev.updraft.core.attempt.LaunchMessage;
import dev.updraft.core.dag.Dag;
import dev.updraft.core.flow.Decision;
import dev.updraft.core.flow.PlanEvent;
import dev.updraft.core.flow.PoolEvent;
import dev.updraft.core.flow.RunEvent;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.id.AttemptId;
import dev.updraft.core.id.AttemptKey;
import dev.updraft.core.id.PoolName;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.id.TaskInstanceKey;
import dev.updraft.core.port.Inbox;
import dev.updraft.core.port.StoreException;
import dev.updraft.core.run.DagRunState;
import dev.updraft.core.run.TaskInstanceState;
import dev.updraft.core.wire.DagVersions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PerformerTest {
  private static final int AT_ONCE = 16;

  private final World world = new World();
  private final Dag dag = dag("d").task("a").build();
  private final AggregateKey.OfRun run = World.keyOf(dag, "r");
  private final Performer performer = world.performer(new Concurrency.AtOnce(AT_ONCE));

  @Test
  void rowsAreStoredSixteenAtATimeAndNotMore() {
    var inFlight = new AtomicInteger();
    var most = new AtomicInteger();
    var full = new CountDownLatch(AT_ONCE);
    world.calls.before(call -> {
      if (call.is("AttemptStore.queue")) {
        most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
        full.countDown();
        awaited(full);
      }
    });
    world.calls.after(call -> {
      if (call.is("AttemptStore.queue")) {
        inFlight.decrementAndGet();
      }
    });
    perform(launches(200));
    assertThat(most).hasValue(AT_ONCE);
    assertThat(world.launches()).hasSize(200);
  }

  @Test
  void everyLaunchIsSentOnceAfterItsRowAndTenToARequest() {
    world.calls.before(call -> {
      if (call.is("TaskQueues.send")) {
        var sent = sent(call);
        assertThat(sent).hasSizeLessThanOrEqualTo(10);
        assertThat(sent).allSatisfy(one -> assertThat(rowOf(one.key())).isNotNull());
      }
    });
    perform(launches(25));
    assertThat(world.calls.made("TaskQueues.send")).hasSize(3);
    assertThat(world.launches())
        .extracting(LaunchMessage::key)
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 25).mapToObj(this::key).toList());
  }

  @Test
  void oneThatFailsLosesNoneOfTheOthersAndIsMadeGoodNextTime() {
    world.calls.fail(
        call -> call.is("AttemptStore.queue") && call.arguments().contains(launch(7)),
        new StoreException("throttled"));
    var decisions = new ArrayList<Decision>(launches(20));
    decisions.add(new Decision.Tell(run, new RunEvent.RunContinued()));
    assertThatThrownBy(() -> perform(decisions))
        .isInstanceOf(StoreException.class)
        .hasMessage("throttled");
    assertThat(world.launches()).hasSize(19);
    assertThat(world.inbox()).as("told when all is done").isEmpty();
    world.calls.calm();
    perform(decisions);
    assertThat(world.launches()).extracting(LaunchMessage::key).contains(key(7));
    assertThat(world.events()).containsExactly(new RunEvent.RunContinued());
  }

  @Test
  void allFailuresAreToldTogether() {
    world.calls.fail(call -> call.is("AttemptStore.queue"), new StoreException("throttled"));
    assertThatThrownBy(() -> perform(launches(3))).hasMessage("throttled");
    world.calls.before(call -> {
      if (call.is("AttemptStore.queue")) {
        throw new StoreException("throttled " + call.arguments().hashCode());
      }
    });
    assertThatThrownBy(() -> perform(launches(3)))
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(2));
  }

  @Test
  void theDeathOfTheProcessIsNotTakenForAFailure() {
    world.calls.before(call -> {
      throw new Death(call.name());
    });
    assertThatThrownBy(() -> perform(launches(3))).isInstanceOf(Death.class);
    assertThat(world.launches()).isEmpty();
  }

  @Test
  void decisionsAboutOneRowAreMadeInTheirOrder() {
    world.hasRow(dag, "r");
    var later = World.NOON.plusSeconds(1);
    perform(
        List.of(
            new Decision.RecordRun(run.run(), DagRunState.RUNNING, World.NOON, null),
            launch(1),
            new Decision.EndAttempt(
                key(1), id(1), DagVersions.hash(dag), TaskInstanceState.FAILED, later),
            new Decision.RecordRun(run.run(), DagRunState.FAILED, later, "failed")));
    var row = Objects.requireNonNull(world.memory.runs().get(run.run()));
    assertThat(row.state()).isEqualTo(DagRunState.FAILED);
    assertThat(row.startedAt()).isEqualTo(World.NOON);
    assertThat(Objects.requireNonNull(rowOf(key(1))).state()).isEqualTo(TaskInstanceState.FAILED);
  }

  @Test
  void aRunEndsInItsRowOnlyAfterItsAttemptsDo() {
    world.hasRow(dag, "r");
    world.calls.fail(call -> call.is("AttemptStore.end"), new StoreException("throttled"));
    var end =
        new Decision.EndAttempt(
            key(1), id(1), DagVersions.hash(dag), TaskInstanceState.SUCCESS, World.NOON);
    var record = new Decision.RecordRun(run.run(), DagRunState.SUCCESS, World.NOON, null);
    assertThatThrownBy(() -> perform(List.of(record, end))).hasMessage("throttled");
    assertThat(world.unfinished()).containsExactly(run.run());
  }

  @Test
  void aRunIsToldToStartOnlyAfterItHasARow() {
    world.calls.fail(call -> call.is("RunStore.create"), new StoreException("throttled"));
    var facts = World.run(dag, "r");
    var create = new Decision.CreateRun(dag.dagId(), facts, World.NOON);
    var start = new Decision.Tell(run, new RunEvent.RunStarted(facts, false));
    assertThatThrownBy(() -> perform(List.of(start, create))).hasMessage("throttled");
    assertThat(world.inbox()).isEmpty();
  }

  @Test
  void messagesGoOutInTheOrderOfTheDecisionsWithIdsOfTheirOwn() {
    var pool = new AggregateKey.OfPool(new PoolName("p"));
    var decisions = new ArrayList<Decision>();
    for (int slots = 1; slots <= 40; slots++) {
      decisions.add(new Decision.Tell(pool, new PoolEvent.PoolSized(slots)));
    }
    perform(decisions);
    var sent = world.inbox();
    assertThat(sent)
        .extracting(Inbox.Message::event)
        .isEqualTo(decisions.stream().map(one -> ((Decision.Tell) one).event()).toList());
    assertThat(sent.stream().map(Inbox.Message::deduplicationId).distinct()).hasSize(40);
  }

  @Test
  void aTimerIsAMessageADelayedMessageOrARowByHowFarItIs() {
    var plan = new AggregateKey.OfDag(dag.dagId());
    perform(
        Stream.of(-5, 60, 3_600)
            .map(World.NOON::plusSeconds)
            .map(due -> new Decision.WakeAt(plan, due, new PlanEvent.ScheduleDue(due)))
            .toList());
    assertThat(world.events()).hasSize(1);
    assertThat(world.later(Duration.ofMinutes(1)).events()).hasSize(1);
    var minute = World.NOON.plusSeconds(3_600);
    assertThat(world.memory.timers().due(minute, null).items()).hasSize(1);
  }

  private void perform(List<? extends Decision> decisions) {
    performer.perform(run, 1, List.copyOf(decisions));
  }

  private List<Decision.Launch> launches(int count) {
    return IntStream.range(0, count).mapToObj(this::launch).toList();
  }

  private Decision.Launch launch(int number) {
    return new Decision.Launch(
        key(number), id(number), DagVersions.hash(dag), "lambda", null, 0, World.NOON);
  }

  private AttemptKey key(int number) {
    return new AttemptKey(new TaskInstanceKey(run.run(), new TaskId("t" + number), -1), 1);
  }

  private AttemptId id(int number) {
    return AttemptId.of(key(number), World.NOON);
  }

  private @Nullable Attempt rowOf(AttemptKey of) {
    return world.memory.attempts().get(of);
  }

  private static List<LaunchMessage> sent(Calls.Call call) {
    return ((List<?>) call.arguments().getFirst())
        .stream().map(one -> (LaunchMessage) one).toList();
  }

  private static void awaited(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).as("16 requests at a time").isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
