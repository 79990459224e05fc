package dev.updraft.scheduler;

import static dev.updraft.core.fixture.Dags.after;
import static dev.updraft.core.fixture.Dags.dag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.updraft.core.dag.Dag;
import dev.updraft.core.fixture.Golden;
import dev.updraft.core.flow.Decision;
import dev.updraft.core.flow.Outcome;
import dev.updraft.core.flow.PlanEvent;
import dev.updraft.core.flow.PoolEvent;
import dev.updraft.core.flow.RunEvent;
import dev.updraft.core.flow.Work;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.id.PoolName;
import dev.updraft.core.id.RunId;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.plan.PlanCodec;
import dev.updraft.core.pool.PoolCodec;
import dev.updraft.core.port.Bytes;
import dev.updraft.core.port.StateStore.Stored;
import dev.updraft.core.run.DagRunState;
import dev.updraft.core.run.Run;
import dev.updraft.core.run.RunCodec;
import dev.updraft.core.run.RunFormat1;
import dev.updraft.core.wire.DagVersions;
import dev.updraft.core.wire.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.DeflaterOutputStream;
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
    var newest = Map.of(plan, PlanCodec.FORMAT, run, RunCodec.FORMAT, pool, PoolCodec.FORMAT);
    newest.forEach((key, format) ->
        assertThatThrownBy(() -> AggregateState.decode(key, inFormat(stored(plan), NEWER, 1)))
            .hasMessageContaining(key.text())
            .hasMessageContaining("format 7")
            .hasMessageContaining("up to format " + format)
            .hasMessageContaining("a newer version of Updraft"));
  }

  @Test
  void anActiveRunOfTheVersionBeforeGoesOnToItsEnd() {
    var two = dag("two").task("a").task("b", after("a")).build();
    var run = World.keyOf(two, "r1");
    world.publishes(two);
    world.hasRow(two, "r1");
    var started = new RunEvent.RunStarted(World.run(two, "r1"), false);
    var start = new Batch().with("m1", run, started);
    assertThat(start.to(world.process())).isEmpty();
    var launch = world.launches().getFirst();
    deployedOver(run);

    assertThat(start.to(world.process())).as("a message that comes again").isEmpty();
    assertThat(world.launches()).as("the old outbox, performed again").containsExactly(launch);
    assertThat(ends("m2", run, "a").to(world.process())).isEmpty();
    assertThat(world.launches()).hasSize(1);
    assertThat(ends("m3", run, "b").to(world.process())).isEmpty();
    assertThat(stored(run).format()).isEqualTo(RunCodec.FORMAT);
    assertThat(runOf(run).state()).isEqualTo(DagRunState.SUCCESS);
  }

  @Test
  void aPlanOfTheVersionBeforeGoesOnInTheFormatOfThisOne() {
    var current = stored(plan);
    var known = ((AggregateState.OfPlan) AggregateState.decode(plan, current)).plan();
    var old =
        new Stored(
            current.version() + 1,
            PlanCodec.FORMAT - 1,
            Bytes.of(Json.write(known).getBytes(StandardCharsets.UTF_8)),
            List.of(),
            current.lastMessages(),
            current.outbox());
    assertThat(world.memory.states().commit(plan, current, old)).isTrue();
    var triggered = new PlanEvent.RunTriggered(World.run(one, "r1"));
    assertThat(new Batch().with("m1", plan, triggered).to(world.process())).isEmpty();
    assertThat(stored(plan).format()).isEqualTo(PlanCodec.FORMAT);
    var next = ((AggregateState.OfPlan) AggregateState.decode(plan, stored(plan))).plan();
    assertThat(next.active()).containsOnlyKeys(new RunId("r1"));
  }

  @Test
  void aPoolOfTheVersionBeforeGoesOnInTheFormatOfThisOne() {
    var pool = new AggregateKey.OfPool(new PoolName("etl"));
    var head = Bytes.of(Golden.bytes("pool-1"));
    var old = new Stored(1, PoolCodec.FORMAT - 1, head, List.of(), List.of("m0"), Bytes.of());
    assertThat(world.memory.states().commit(pool, null, old)).isTrue();
    assertThat(new Batch().with("m1", pool, new PoolEvent.PoolSized(6)).to(world.process()))
        .isEmpty();
    assertThat(stored(pool).format()).isEqualTo(PoolCodec.FORMAT);
    var next = ((AggregateState.OfPool) AggregateState.decode(pool, stored(pool))).pool();
    assertThat(next.slots()).isEqualTo(6);
    assertThat(next.holders()).hasSize(2);
  }

  /** Has a run stored as the version before would have: its state, and the checks in its outbox. */
  private void deployedOver(AggregateKey.OfRun key) {
    var current = stored(key);
    var launch =
        Outbox.decode(current.outbox()).stream()
            .filter(Decision.Launch.class::isInstance)
            .map(Decision.Launch.class::cast)
            .findFirst()
            .orElseThrow();
    var decisions =
        "[%s,{\"type\":\"Check\",\"launch\":%s}]".formatted(Json.write(launch), Json.write(launch));
    var old =
        new Stored(
            current.version() + 1,
            RunFormat1.FORMAT,
            Bytes.of(RunFormat1.encode(runOf(key))),
            List.of(),
            current.lastMessages(),
            Bytes.of(deflated(decisions)));
    assertThat(world.memory.states().commit(key, current, old)).isTrue();
  }

  private static byte[] deflated(String text) {
    var bytes = new ByteArrayOutputStream();
    try (var packed = new DeflaterOutputStream(bytes)) {
      packed.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static Batch ends(String message, AggregateKey.OfRun run, String task) {
    var work = new Work(new TaskId(task), -1, 1);
    return new Batch()
        .with(
            message,
            run,
            new RunEvent.AttemptFinished(work, new Outcome.Succeeded(), List.of(), World.NOON));
  }

  private Run runOf(AggregateKey.OfRun key) {
    return ((AggregateState.OfRun) AggregateState.decode(key, stored(key))).run();
  }

  private Stored stored(AggregateKey key) {
    return Objects.requireNonNull(world.memory.states().load(key));
  }

  private static Stored inFormat(Stored stored, int format, long version) {
    return new Stored(
        version, format, stored.head(), stored.segments(), stored.lastMessages(), stored.outbox());
  }
}
