package dev.updraft.scheduler;

import static dev.updraft.core.fixture.Dags.dag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.aws.sqs.TimersBody;
import dev.updraft.core.dag.Dag;
import dev.updraft.core.flow.Errand;
import dev.updraft.core.flow.PlanEvent;
import dev.updraft.core.flow.RunEvent;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.port.RunStore;
import dev.updraft.core.port.StoreException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimerHandlerTest {
  private final World world = new World();
  private final AggregateKey plan = new AggregateKey.OfDag(dag("d").task("a").build().dagId());
  private final PlanEvent due = new PlanEvent.ScheduleDue(World.NOON);

  @Test
  void eachTimerGoesIntoTheInboxAndOneThatCannotBeReadFailsAlone() {
    var batch = new Batch().with("m1", plan, due).with("m2", "", "{}").with("m3", plan, due);
    assertThat(batch.to(handler())).containsExactly("m2");
    assertThat(world.events()).containsExactly(due, due);
  }

  @Test
  void aTimerThatComesTwiceIsOneMessage() {
    var batch = new Batch().with("m1", plan, due);
    assertThat(batch.to(handler())).isEmpty();
    assertThat(batch.to(handler())).isEmpty();
    assertThat(world.events()).isEqualTo(List.of(due));
  }

  @Test
  void whatTheClockHandsOnIsDoneAndComesAgainIfItCannotBe() {
    var dag = dag("d").task("a").build();
    world.hasRow(dag, "r");
    var body = TimersBody.encode(new Errand.SweepRuns(shardOf(dag, "r"), null, World.NOON));
    var batch = new Batch().with("m1", "", body);
    world.calls.fail(call -> call.is("RunStore.unfinished"), new StoreException("not reached"));
    assertThat(batch.to(handler())).containsExactly("m1");
    world.calls.calm();
    assertThat(batch.to(handler())).isEmpty();
    assertThat(world.events()).contains(new RunEvent.RunWatched(null));
  }

  @Test
  void aTimerThatIsNotSentOnComesAgain() {
    world.calls.fail(call -> call.is("Inbox.send"), new StoreException("not reached"));
    var batch = new Batch().with("m1", plan, due);
    assertThat(batch.to(handler())).containsExactly("m1");
  }

  private TimerHandler handler() {
    return new TimerHandler(world.ports.inbox(), new Sweep(world.ports));
  }

  private int shardOf(Dag dag, String runId) {
    var key = World.keyOf(dag, runId).run();
    return IntStream.range(0, RunStore.SHARDS)
        .filter(shard ->
            world.memory.runs().unfinished(shard, null, 10).items().stream()
                .anyMatch(run -> run.key().equals(key)))
        .findFirst()
        .orElseThrow();
  }
}
