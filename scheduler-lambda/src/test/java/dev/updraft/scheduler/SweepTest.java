package dev.updraft.scheduler;

import static dev.updraft.core.fixture.Dags.dag;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.dag.Dag;
import dev.updraft.core.flow.Errand;
import dev.updraft.core.flow.PlanEvent;
import dev.updraft.core.flow.RunEvent;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.port.Inbox;
import dev.updraft.core.run.DagRunState;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SweepTest {
  private final Dag dag = dag("d").task("a").build();
  private final World world = new World();

  @Test
  void everyQueuedRunOfADagIsSaidToItsPlan() {
    for (int i = 0; i < 34; i++) {
      world.hasRow(dag, "r" + i);
    }
    world.later(ofMinutes(4));
    sweep();
    assertThat(world.events())
        .filteredOn(PlanEvent.RunTriggered.class::isInstance)
        .hasSize(34)
        .doesNotHaveDuplicates();
  }

  @Test
  void aPlanWithQueuedRunsLooksForThoseThatHaveEndedOnceASweep() {
    for (int i = 0; i < 34; i++) {
      world.hasRow(dag, "r" + i);
    }
    world.later(ofMinutes(4));
    sweep();
    assertThat(world.events()).filteredOn(PlanEvent.PlanWatched.class::isInstance).hasSize(1);
  }

  @Test
  void aHundredThousandUnfinishedRunsAllHaveTheirTurnAndNoTickReadsMoreThanAPageOfEachShard() {
    int runs = 100_000;
    for (int i = 0; i < runs; i++) {
      world.hasRow(dag, "r" + i);
      world.memory.runs().record(key(i), DagRunState.RUNNING, World.NOON, null);
    }
    world.later(ofMinutes(4)).calls.forget();
    new Ticker(world.ports, world::now).tick();
    assertThat(world.calls.made("RunStore.unfinished")).hasSize(4);
    var watched = new HashSet<RunKey>();
    collect(watched);
    Errand errand;
    while ((errand = world.memory.errands().take()) != null) {
      world.calls.forget();
      new Sweep(world.ports).run(errand);
      assertThat(world.calls.made("RunStore.unfinished")).hasSizeLessThanOrEqualTo(5);
      collect(watched);
    }
    assertThat(watched).hasSize(runs);
  }

  @Test
  void aRunThatIsQuietIsNotLookedAtUntilItWantsToBe() {
    world.hasRow(dag, "r0");
    world.memory.runs().record(key(0), DagRunState.RUNNING, World.NOON, null);
    world.memory.runs().quiet(key(0), World.NOON.plus(ofMinutes(40)));
    assertThat(turnsThatLookIn(ofMinutes(60))).containsExactly(40, 45, 50, 55, 60);
  }

  @Test
  void anErrandThatIsDoneTwiceSaysNothingTwice() {
    world.hasRow(dag, "r0");
    world.later(ofMinutes(5));
    for (int times = 0; times < 2; times++) {
      for (int shard = 0; shard < 4; shard++) {
        new Sweep(world.ports).run(new Errand.SweepRuns(shard, null, world.now()));
      }
    }
    assertThat(world.events()).filteredOn(RunEvent.RunWatched.class::isInstance).hasSize(1);
  }

  private List<Integer> turnsThatLookIn(Duration time) {
    var turns = new java.util.ArrayList<Integer>();
    for (int minute = 5; minute <= time.toMinutes(); minute += 5) {
      world.at(World.NOON.plus(ofMinutes(minute - 1)));
      sweep();
      if (world.events().stream().anyMatch(RunEvent.RunWatched.class::isInstance)) {
        turns.add(minute);
      }
    }
    return turns;
  }

  private void sweep() {
    new Ticker(world.ports, world::now).tick();
  }

  private RunKey key(int i) {
    return World.keyOf(dag, "r" + i).run();
  }

  private void collect(Set<RunKey> watched) {
    for (var message : world.inbox()) {
      if (message instanceof Inbox.Message(AggregateKey.OfRun(var run), RunEvent.RunWatched _, _)) {
        watched.add(run);
      }
    }
  }
}
