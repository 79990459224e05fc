package dev.updraft.scheduler;

import static dev.updraft.core.fixture.Dags.dag;
import static dev.updraft.core.fixture.Dags.empty;
import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.dag.Dag;
import dev.updraft.core.flow.RunEvent;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.run.DagRunState;
import dev.updraft.core.run.TaskInstanceState;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commit, hand over, acknowledge: a process may die anywhere in between. */
class HandOverTest {
  private static final int STEPS_MAX = 100;

  private final Dag dag = dag("d").task("a").task("b").task("c", empty()).task("e").build();
  private final AggregateKey.OfRun run = World.keyOf(dag, "r");
  private final RunEvent started = new RunEvent.RunStarted(World.run(dag, "r"), false);
  private final Batch batch = new Batch().with("m1", run, started);
  private World world = new World();
  private final AtomicInteger decided = new AtomicInteger();

  @BeforeEach
  void theRunHasARow() {
    world.publishes(dag);
    world.hasRow(dag, "r");
  }

  @Test
  void whereverAProcessDiesTheMessageThatComesAgainMakesItGood() {
    int deaths = 0;
    for (boolean after : new boolean[] {false, true}) {
      for (int step = 0; step < STEPS_MAX && diesAt(step, after); step++) {
        deaths++;
        world.calls.calm();
        assertThat(batch.to(world.process())).isEmpty();
        isDone();
        world = new World();
        theRunHasARow();
      }
    }
    assertThat(deaths).as("calls at which it died").isGreaterThan(15);
  }

  @Test
  void whatIsCommittedIsPerformedAgainAndNothingIsDecided() {
    world.calls.before(call -> {
      if (call.is("AttemptStore.queue")) {
        throw new Death("the commit is done, the launches are not");
      }
    });
    dies(world.process(counting()));
    assertThat(world.launches()).isEmpty();
    world.calls.calm();
    world.calls.forget();
    assertThat(batch.to(world.process(counting()))).isEmpty();
    assertThat(decided).hasValue(1);
    assertThat(world.calls.made("StateStore.commit")).isEmpty();
    isDone();
  }

  @Test
  void aFailureToPerformFailsTheMessageThoughItIsCommitted() {
    world.calls.fail(
        call -> call.is("TaskQueues.send"), new IllegalStateException("a queue is full"));
    var process = world.process(counting());
    assertThat(batch.to(process)).containsExactly("m1");
    world.calls.calm();
    assertThat(batch.to(process)).isEmpty();
    assertThat(decided).hasValue(1);
    isDone();
  }

  @Test
  void aNewMessageThatComesWithARepeatedOneIsDecidedAloneAndAfterIt() {
    world.calls.before(call -> {
      if (call.is("TaskQueues.send")) {
        throw new Death("no launch is sent");
      }
    });
    dies(world.process(counting()));
    world.calls.calm();
    batch.with("m2", run, new RunEvent.RunPausedSet(true));
    assertThat(batch.to(world.process(counting()))).isEmpty();
    assertThat(decided).hasValue(2);
    assertThat(version()).isEqualTo(2);
    assertThat(world.launches()).hasSize(3);
  }

  @Test
  void aMessageThatComesTwiceInPeaceLaunchesNothingAnew() {
    assertThat(batch.to(world.process())).isEmpty();
    var ids = world.launches().stream().map(launch -> launch.id()).toList();
    assertThat(batch.to(world.process())).isEmpty();
    assertThat(world.launches()).allMatch(launch -> ids.contains(launch.id()));
    assertThat(version()).isEqualTo(1);
  }

  @Test
  void anotherWriterThatIsFasterMakesItDecideAnew() {
    var slow = world.process(counting());
    var paused = new Batch().with("m2", run, new RunEvent.RunPausedSet(true));
    assertThat(batch.to(slow)).isEmpty();
    assertThat(paused.to(world.process())).isEmpty();
    var watched = new Batch().with("m3", run, new RunEvent.RunWatched(null));
    assertThat(watched.to(slow)).isEmpty();
    assertThat(version()).isEqualTo(3);
    assertThat(decided).as("started, watched too early, watched").hasValue(3);
  }

  @Test
  void afterTheLossOfQueuesWhatWasCommittedIsStillPerformed() {
    world.calls.before(call -> {
      if (call.is("AttemptStore.queue") || call.is("AttemptStore.end")) {
        throw new Death("the process goes, and its queues with it");
      }
    });
    dies(world.process());
    world.calls.calm();
    var performer = world.performer(new Concurrency.InTurn());
    assertThat(new Recovery(world.ports, performer).recover(world.now())).isEqualTo(1);
    isDone();
  }

  /** Whether it died at that call; false if there are not as many. */
  private boolean diesAt(int step, boolean after) {
    var calls = new AtomicInteger();
    Calls.Hook deadly =
        call -> {
          if (calls.getAndIncrement() == step) {
            throw new Death(step + " " + call.name());
          }
        };
    if (after) {
      world.calls.after(deadly);
    } else {
      world.calls.before(deadly);
    }
    try {
      batch.to(world.process());
      return false;
    } catch (Death _) {
      return true;
    }
  }

  private void dies(InboxHandler process) {
    try {
      batch.to(process);
    } catch (Death _) {
      return;
    }
    throw new AssertionError("it lives");
  }

  private void isDone() {
    assertThat(version()).isEqualTo(1);
    var row = Objects.requireNonNull(world.memory.runs().get(run.run()));
    assertThat(row.state()).isEqualTo(DagRunState.RUNNING);
    assertThat(world.memory.attempts().ofRun(run.run(), null, 10).items())
        .extracting(attempt -> attempt.key().taskInstance().taskId() + " " + attempt.state())
        .containsExactly(
            "a " + TaskInstanceState.QUEUED,
            "b " + TaskInstanceState.QUEUED,
            "c " + TaskInstanceState.SUCCESS,
            "e " + TaskInstanceState.QUEUED);
    assertThat(world.launches().stream().map(launch -> launch.id()).distinct()).hasSize(3);
  }

  private long version() {
    return Objects.requireNonNull(world.memory.states().load(run)).version();
  }

  private Deciding counting() {
    var rules = new Rules(world.ports.catalog());
    return (key, state, event, settings, now) -> {
      decided.incrementAndGet();
      return rules.decide(key, state, event, settings, now);
    };
  }
}
