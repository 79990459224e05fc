package dev.updraft.scheduler;

import static dev.updraft.core.fixture.Dags.dag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.dag.Dag;
import dev.updraft.core.flow.PlanEvent;
import dev.updraft.core.flow.RunEvent;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.port.StoreException;
import dev.updraft.core.wire.DagVersions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InboxHandlerTest {
  private static final PlanEvent PAUSED = new PlanEvent.PausedSet(true);
  private static final PlanEvent UNPAUSED = new PlanEvent.PausedSet(false);

  private final World world = new World();
  private final Dag one = dag("one").task("a").build();
  private final Dag other = dag("other").task("a").build();
  private final AggregateKey toOne = new AggregateKey.OfDag(one.dagId());
  private final AggregateKey toOther = new AggregateKey.OfDag(other.dagId());

  @BeforeEach
  void plansExist() {
    world.publishes(one);
    world.publishes(other);
    var published =
        new Batch()
            .with("p1", toOne, new PlanEvent.DagPublished(DagVersions.hash(one)))
            .with("p2", toOther, new PlanEvent.DagPublished(DagVersions.hash(other)));
    assertThat(published.to(world.process())).isEmpty();
    world.calls.forget();
  }

  @Test
  void messagesOfOneAggregateAreOneCommit() {
    var batch = new Batch().with("m1", toOne, PAUSED).with("m2", toOther, PAUSED);
    assertThat(batch.with("m3", toOne, UNPAUSED).to(world.process())).isEmpty();
    assertThat(world.calls.made("StateStore.commit")).hasSize(2);
    assertThat(isPaused(one)).isFalse();
    assertThat(isPaused(other)).isTrue();
  }

  @Test
  void aMessageThatFailsFailsItselfAndTheLaterOnesOfItsGroupAndNoOther() {
    var batch =
        new Batch()
            .with("m1", toOne, PAUSED)
            .with("m2", toOther, PAUSED)
            .with("m3", toOne, new PlanEvent.PlanWatched())
            .with("m4", toOne, UNPAUSED)
            .with("m5", toOther, UNPAUSED);
    var failed = batch.to(world.process(failingOn(PlanEvent.PlanWatched.class)));
    assertThat(failed).containsExactly("m3", "m4");
    assertThat(isPaused(one)).as("m1 was taken in, m4 was not").isTrue();
    assertThat(isPaused(other)).isFalse();
    assertThat(batch.only(failed).to(world.process())).isEmpty();
    assertThat(isPaused(one)).isFalse();
  }

  @Test
  void anEventForAnotherKindOfAggregateFails() {
    var batch = new Batch().with("m1", toOne, new RunEvent.RunContinued());
    assertThat(batch.to(world.process())).containsExactly("m1");
  }

  @Test
  void aMessageThatCannotBeReadFailsWithTheLaterOnesOfItsGroup() {
    for (var body :
        List.of("", "{", "null", "{\"to\":\"dag|one\"}", "{\"to\":7,\"event\":[],\"id\":{}}")) {
      var batch =
          new Batch()
              .with("m1", toOne, PAUSED)
              .with("m2", toOne.text(), body)
              .with("m3", toOther, PAUSED)
              .with("m4", toOne, UNPAUSED);
      assertThat(batch.to(world.process())).as(body).containsExactly("m2", "m4");
      assertThat(isPaused(one)).isTrue();
      assertThat(isPaused(other)).isTrue();
    }
  }

  @Test
  void anEventThisVersionDoesNotKnowWaitsForOneThatDoes() {
    var unheard = "{\"to\":\"dag|one\",\"event\":{\"type\":\"DagBlessed\"},\"id\":\"1\"}";
    var batch = new Batch().with("m1", toOne.text(), unheard).with("m2", toOne, PAUSED);
    assertThat(batch.to(world.process())).containsExactly("m1", "m2");
    assertThat(isPaused(one)).isFalse();
  }

  @Test
  void aStoreThatIsNotReachedFailsTheWholeGroupAndNoOther() {
    world.calls.fail(
        call -> call.is("StateStore.load") && call.arguments().contains(toOne),
        new StoreException("not reached"));
    var batch = new Batch().with("m1", toOne, PAUSED).with("m2", toOther, PAUSED);
    assertThat(batch.with("m3", toOne, UNPAUSED).to(world.process())).containsExactly("m1", "m3");
    assertThat(isPaused(other)).isTrue();
  }

  @Test
  void aRunOfAVersionThatIsNotStoredFailsAlone() {
    var lost = dag("lost").task("a").build();
    var started = new RunEvent.RunStarted(World.run(lost, "r"), false);
    var batch = new Batch().with("m1", World.keyOf(lost, "r"), started).with("m2", toOne, PAUSED);
    assertThat(batch.to(world.process())).containsExactly("m1");
    assertThat(isPaused(one)).isTrue();
  }

  private boolean isPaused(Dag dag) {
    var row = world.memory.catalog().get(dag.dagId());
    return row != null && row.paused();
  }

  private Deciding failingOn(Class<? extends PlanEvent> kind) {
    var rules = new Rules(world.ports.catalog());
    return (key, state, event, settings, now) -> {
      if (kind.isInstance(event)) {
        throw new IllegalStateException("a fault in the rules");
      }
      return rules.decide(key, state, event, settings, now);
    };
  }
}
