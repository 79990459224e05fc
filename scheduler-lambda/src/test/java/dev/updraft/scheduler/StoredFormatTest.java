package dev.updraft.scheduler;

import static dev.updraft.core.fixture.Dags.dag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.updraft.core.dag.Dag;
import dev.updraft.core.flow.PlanEvent;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.id.PoolName;
import dev.updraft.core.plan.PlanCodec;
import dev.updraft.core.port.StateStore.Stored;
import dev.updraft.core.run.RunCodec;
import dev.updraft.core.wire.DagVersions;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two versions of the program meet in the stores while one is deployed over the other. */
class StoredFormatTest {
  private static final int NEWER = 7;

  private final World world = new World();
  private final Dag one = dag("one").task("a").build();
  private final AggregateKey plan = new AggregateKey.OfDag(one.dagId());

  @BeforeEach
  void aPlanIsStored() {
    world.publishes(one);
    var published = new PlanEvent.DagPublished(DagVersions.hash(one));
    assertThat(new Batch().with("p1", plan, published).to(world.process())).isEmpty();
  }

  @Test
  void aStateOfANewerVersionIsLeftAloneAndItsMessagesWait() {
    var current = stored(plan);
    var newer = inFormat(current, NEWER, current.version() + 1);
    assertThat(world.memory.states().commit(plan, current, newer)).isTrue();
    var paused = new Batch().with("m1", plan, new PlanEvent.PausedSet(true));
    assertThat(paused.to(world.process())).containsExactly("m1");
    assertThat(stored(plan)).isEqualTo(newer);

    var back = inFormat(newer, PlanCodec.FORMAT, newer.version() + 1);
    assertThat(world.memory.states().commit(plan, newer, back)).isTrue();
    assertThat(paused.to(world.process())).isEmpty();
  }

  @Test
  void theMessageNamesTheStateAndBothFormatsAndWhatToDo() {
    var run = World.keyOf(one, "r1");
    var pool = new AggregateKey.OfPool(new PoolName("etl"));
    for (var key : List.of(plan, run, pool)) {
      assertThatThrownBy(() -> AggregateState.decode(key, inFormat(stored(plan), NEWER, 1)))
          .hasMessageContaining(key.text())
          .hasMessageContaining("format 7")
          .hasMessageContaining("up to format " + RunCodec.FORMAT)
          .hasMessageContaining("a newer version of Updraft");
    }
  }

  private Stored stored(AggregateKey key) {
    return Objects.requireNonNull(world.memory.states().load(key));
  }

  private static Stored inFormat(Stored stored, int format, long version) {
    return new Stored(
        version, format, stored.head(), stored.segments(), stored.lastMessages(), stored.outbox());
  }
}
