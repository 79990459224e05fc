package dev.updraft.scheduler;

import static dev.updraft.core.fixture.Dags.dag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.flow.PlanEvent;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.port.StoreException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimerHandlerTest {
  private final World world = new World();
  private final AggregateKey plan = new AggregateKey.OfDag(dag("d").task("a").build().dagId());
  private final PlanEvent due = new PlanEvent.ScheduleDue(World.NOON);

  @Test
  void eachTimerGoesIntoTheInboxAndOneThatCannotBeReadFailsAlone() {
    var batch = new Batch().with("m1", plan, due).with("m2", "", "{}").with("m3", plan, due);
    assertThat(batch.to(new TimerHandler(world.ports.inbox()))).containsExactly("m2");
    assertThat(world.events()).containsExactly(due, due);
  }

  @Test
  void aTimerThatComesTwiceIsOneMessage() {
    var batch = new Batch().with("m1", plan, due);
    assertThat(batch.to(new TimerHandler(world.ports.inbox()))).isEmpty();
    assertThat(batch.to(new TimerHandler(world.ports.inbox()))).isEmpty();
    assertThat(world.events()).isEqualTo(List.of(due));
  }

  @Test
  void aTimerThatIsNotSentOnComesAgain() {
    world.calls.fail(call -> call.is("Inbox.send"), new StoreException("not reached"));
    var batch = new Batch().with("m1", plan, due);
    assertThat(batch.to(new TimerHandler(world.ports.inbox()))).containsExactly("m1");
  }
}
