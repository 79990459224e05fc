package dev.updraft.scheduler;

import static dev.updraft.core.fixture.Dags.dag;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.dag.Dag;
import dev.updraft.core.flow.Decision;
import dev.updraft.core.flow.PlanEvent;
import dev.updraft.core.flow.RunEvent;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.port.RunStore;
import dev.updraft.core.run.DagRunState;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ClockHandlerTest {
  /** A minute's timers, the cursor read, the cursor moved. */
  private static final List<String> IDLE =
      List.of("Timers.cursor", "Timers.due", "Timers.delete", "Timers.moveCursor");

  private final Dag dag = dag("d").task("a").build();
  private final AggregateKey plan = new AggregateKey.OfDag(dag.dagId());

  @Test
  void aTimerArrivesAtItsSecond() {
    var world = new World();
    timer(world, World.NOON.plusSeconds(150));
    assertThat(tick(world)).isZero();
    assertThat(tick(world.later(ofMinutes(1)))).isEqualTo(1);
    assertThat(world.later(ofSeconds(89)).events()).isEmpty();
    assertThat(world.later(ofSeconds(1)).events()).hasSize(1);
    assertThat(tick(world.later(ofSeconds(30)))).as("it is sent once").isZero();
  }

  @Test
  void afterAnOutageTheCursorCatchesUpThirtyMinutesATick() {
    var world = new World();
    tick(world);
    for (int minute = 2; minute <= 100; minute++) {
      timer(world, World.NOON.plus(ofMinutes(minute)));
    }
    world.later(ofMinutes(100)).calls.forget();
    assertThat(tick(world)).isEqualTo(30);
    assertThat(world.calls.made("Timers.due")).hasSize(30);
    assertThat(tick(world) + tick(world) + tick(world)).isEqualTo(69);
    assertThat(tick(world)).isZero();
    assertThat(world.events()).hasSize(99);
    assertThat(world.memory.timers().cursor()).isEqualTo(World.NOON.plus(ofMinutes(101)));
  }

  @Test
  void anOutageIsFollowedByOneSweepATickHoweverManyWereMissed() {
    var world = new World();
    world.hasRow(dag, "r");
    tick(world);
    world.inbox();
    tick(world.later(ofMinutes(29)));
    assertThat(world.events()).filteredOn(RunEvent.RunWatched.class::isInstance).hasSize(1);
  }

  @Test
  void aTickThatIsCutShortIsDoneByTheNext() {
    var world = new World();
    timer(world, World.NOON.plusSeconds(150));
    world.calls.before(call -> {
      if (call.is("Timers.delete") && !((List<?>) call.arguments().getFirst()).isEmpty()) {
        throw new Death("sent, and neither deleted nor passed");
      }
    });
    tick(world);
    world.later(ofMinutes(1));
    try {
      tick(world);
      throw new AssertionError("it lives");
    } catch (Death _) {
      world.calls.calm();
    }
    assertThat(tick(world)).isEqualTo(1);
    assertThat(world.later(ofMinutes(2)).events()).as("the copy is known as one").hasSize(1);
  }

  @Test
  void aTickWithNothingDueMakesTheSameFewCallsWhateverHasBeen() {
    var young = new World();
    var old = old(500, 2_000);
    for (var world : List.of(young, old)) {
      tick(world.later(ofMinutes(1)));
      for (int minute = 0; minute < 120; minute++) {
        world.later(ofMinutes(1)).calls.forget();
        tick(world);
        var names = world.calls.made().stream().map(Calls.Call::name).toList();
        if (isTurn(world, 60)) {
          assertThat(names)
              .startsWith("Timers.cursor")
              .hasSize(IDLE.size() + RunStore.SHARDS + 2 + (world == old ? 1 : 0));
        } else if (isTurn(world, 5)) {
          assertThat(names)
              .startsWith("Timers.cursor")
              .endsWith("RunStore.unfinished")
              .hasSize(IDLE.size() + RunStore.SHARDS);
        } else {
          assertThat(names).isEqualTo(IDLE);
        }
      }
    }
  }

  @Test
  void aMinutesTimersAreSentTenToARequest() {
    var world = new World();
    for (int i = 0; i < 250; i++) {
      timer(world, World.NOON.plusMillis(60_000 + i));
    }
    tick(world);
    assertThat(world.calls.made("Inbox.sendLater")).as("a page of a hundred each").hasSize(3);
    assertThat(world.later(ofMinutes(2)).events()).hasSize(250);
  }

  @Test
  void whatIsUnfinishedIsWatchedEveryFiveMinutes() {
    var world = new World();
    world.publishes(dag);
    world.hasRow(dag, "r");
    world.memory.runs().record(World.keyOf(dag, "r").run(), DagRunState.RUNNING, World.NOON, null);
    tick(world.later(ofMinutes(1)));
    int watched = 0;
    for (int minute = 0; minute < 60; minute++) {
      tick(world.later(ofMinutes(1)));
      watched +=
          (int) world.events().stream().filter(RunEvent.RunWatched.class::isInstance).count();
    }
    assertThat(watched).isEqualTo(12);
  }

  @Test
  void anOverduePlanIsWatchedWithinTheHour() {
    var world = new World();
    world.publishes(dag);
    var due = World.NOON.plus(ofMinutes(5));
    var next = new Decision.NextRun(due, due, due, due);
    var row = Objects.requireNonNull(world.memory.catalog().get(dag.dagId()));
    world.memory.catalog().record(new Decision.RecordPlan(dag.dagId(), row.version(), false, next));
    for (int minute = 0; minute < 62; minute++) {
      tick(world.later(ofMinutes(1)));
    }
    assertThat(world.events()).containsExactly(new PlanEvent.PlanWatched());
  }

  @Test
  void ofTwoTicksAtOnceOneMovesTheCursorAndNothingIsLost() {
    var world = new World();
    tick(world);
    timer(world, World.NOON.plusSeconds(130));
    world.later(ofMinutes(1));
    world.calls.before(call -> {
      if (call.is("Timers.moveCursor")) {
        world.calls.calm();
        tick(world);
      }
    });
    tick(world);
    assertThat(world.memory.timers().cursor()).isEqualTo(World.NOON.plus(ofMinutes(2)));
    assertThat(world.later(ofHours(1)).events()).hasSize(1);
  }

  private static boolean isTurn(World world, int minutes) {
    return world.now().plus(ofMinutes(1)).getEpochSecond() / 60 % minutes == 0;
  }

  private static World old(int dags, int runs) {
    var world = new World();
    for (int i = 0; i < dags; i++) {
      world.publishes(dag("d" + i).task("a").build());
    }
    var busy = dag("d0").task("a").build();
    for (int i = 0; i < runs; i++) {
      world.hasRow(busy, "r" + i);
      var key = World.keyOf(busy, "r" + i).run();
      world.memory.runs().record(key, DagRunState.SUCCESS, World.NOON, null);
    }
    return world;
  }

  private void timer(World world, Instant due) {
    world.memory.timers().put(new Decision.WakeAt(plan, due, new PlanEvent.ScheduleDue(due)));
  }

  private static int tick(World world) {
    var handler = new ClockHandler(new Ticker(world.ports, world::now));
    return handler.handleRequest("tick", World.CONTEXT);
  }
}
