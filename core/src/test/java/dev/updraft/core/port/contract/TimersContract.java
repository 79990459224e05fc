package dev.updraft.core.port.contract;

import static dev.updraft.core.port.contract.Samples.NOON;
import static dev.updraft.core.port.contract.Samples.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.fixture.LongIds;
import dev.updraft.core.flow.Decision.WakeAt;
import dev.updraft.core.flow.PlanEvent.ScheduleDue;
import dev.updraft.core.flow.RunEvent;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.id.DagId;
import dev.updraft.core.id.RunId;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.port.Timers;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link Timers} do. */
public abstract class TimersContract {
  private Timers timers;

  /** Empty ones. */
  protected abstract Timers open();

  @BeforeEach
  void openTimers() {
    timers = open();
  }

  @Test
  void aTimerIsDueInItsMinuteAndInNoOther() {
    var timer = timer("orders", at(59));
    timers.put(timer);
    assertThat(due(NOON)).containsExactly(timer);
    assertThat(due(at(60))).isEmpty();
    assertThat(due(at(-60))).isEmpty();
  }

  @Test
  void aTimerStoredTwiceIsOne() {
    timers.put(timer("orders", at(5)));
    timers.put(timer("orders", at(5)));
    assertThat(due(NOON)).hasSize(1);
  }

  @Test
  void timersOfOneTimeAndManyAggregatesAreAllDue() {
    var all = IntStream.range(0, 250).mapToObj(i -> timer("d" + i, at(i % 60))).toList();
    all.forEach(timers::put);
    assertThat(due(NOON)).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void aDeletedTimerIsNotDue() {
    var all = IntStream.range(0, 30).mapToObj(i -> timer("d" + i, at(i))).toList();
    all.forEach(timers::put);
    timers.delete(all.subList(0, 29));
    timers.delete(all.subList(0, 29));
    timers.delete(List.of());
    assertThat(due(NOON)).containsExactly(all.get(29));
  }

  @Test
  void timersOfAggregatesWithKeysAsLongAsTheyMayBeAreDueAndDeleted() {
    var dag = new DagId("%".repeat(250));
    var all =
        IntStream.range(0, 3)
            .mapToObj(i -> new AggregateKey.OfRun(new RunKey(dag, new RunId(LongIds.of(i)))))
            .map(run -> new WakeAt(run, at(7), new RunEvent.RunTimedOut()))
            .toList();
    all.forEach(timers::put);
    all.forEach(timers::put);
    assertThat(due(NOON)).containsExactlyInAnyOrderElementsOf(all);
    timers.delete(all.subList(0, 2));
    assertThat(due(NOON)).containsExactly(all.get(2));
  }

  @Test
  void theCursorMovesOnlyFromWhereItIs() {
    assertThat(timers.cursor()).isNull();
    assertThat(timers.moveCursor(NOON, at(60))).isFalse();
    assertThat(timers.moveCursor(null, NOON)).isTrue();
    assertThat(timers.moveCursor(null, at(60))).isFalse();
    assertThat(timers.moveCursor(NOON, at(60))).isTrue();
    assertThat(timers.cursor()).isEqualTo(at(60));
  }

  private List<WakeAt> due(Instant minute) {
    return Samples.all(from -> timers.due(minute, from));
  }

  private static WakeAt timer(String dagId, Instant due) {
    return new WakeAt(new AggregateKey.OfDag(new DagId(dagId)), due, new ScheduleDue(due));
  }
}
