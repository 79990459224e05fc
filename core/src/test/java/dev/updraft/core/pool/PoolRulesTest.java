package dev.updraft.core.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.flow.Decision;
import dev.updraft.core.flow.PoolEvent;
import dev.updraft.core.flow.RunEvent;
import dev.updraft.core.flow.Work;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.id.DagId;
import dev.updraft.core.id.PoolName;
import dev.updraft.core.id.RunId;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.id.TaskInstanceKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoolRulesTest {
  private static final AggregateKey KEY = new AggregateKey.OfPool(new PoolName("db"));
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private @Nullable Pool pool;

  @Test
  void whoAsksWhileSlotsAreFreeIsServedAtOnce() {
    sized(3);
    assertThat(asks("a", 2)).containsExactly("a");
    assertThat(asks("b", 1)).containsExactly("b");
    assertThat(asks("c", 1)).isEmpty();
    assertThat(stored().held()).isEqualTo(3);
  }

  @Test
  void whoIsMoreImportantIsServedFirstAndThenTheEarlierRun() {
    sized(1);
    asks("holder", 1);
    is(asked("r2", "late", 1, 1, 5, NOON.plusSeconds(1)));
    is(asked("r1", "early", 1, 1, 5, NOON));
    is(asked("r3", "important", 1, 1, 9, NOON.plusSeconds(9)));
    assertThat(is(released("r", "holder", 1))).containsExactly("important");
    assertThat(is(released("r3", "important", 1))).containsExactly("early");
    assertThat(is(released("r1", "early", 1))).containsExactly("late");
  }

  @Test
  void whoNeedsMoreThanIsFreeLetsOthersPass() {
    sized(2);
    asks("holder", 1);
    assertThat(is(asked("r", "big", 1, 2, 9, NOON))).isEmpty();
    assertThat(is(asked("r", "small", 1, 1, 1, NOON))).containsExactly("small");
  }

  @Test
  void aPoolThatNobodyHasMadeServesNobodyUntilItIsMade() {
    assertThat(asks("a", 1)).isEmpty();
    assertThat(sized(1)).containsExactly("a");
  }

  @Test
  void aPoolWithoutLimitServesEveryone() {
    sized(Pool.UNLIMITED);
    assertThat(asks("a", Integer.MAX_VALUE)).containsExactly("a");
    assertThat(asks("b", Integer.MAX_VALUE)).containsExactly("b");
    assertThat(stored().held()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void whoHoldsSlotsOfADeletedOrSmallerPoolKeepsThem() {
    sized(2);
    asks("a", 1);
    asks("b", 1);
    assertThat(is(new PoolEvent.PoolDeleted())).isEmpty();
    assertThat(stored().held()).isEqualTo(2);
    assertThat(asks("c", 1)).isEmpty();
    sized(1);
    assertThat(is(released("r", "a", 1))).isEmpty();
    assertThat(is(released("r", "b", 1))).containsExactly("c");
  }

  @Test
  void aQuestionThatComesTwiceIsAnsweredTwiceAndServedOnce() {
    sized(2);
    assertThat(asks("a", 1)).containsExactly("a");
    assertThat(asks("a", 1)).containsExactly("a");
    assertThat(stored().held()).isEqualTo(1);
    asks("b", 1);
    assertThat(asks("c", 1)).isEmpty();
    assertThat(stored().waiting()).hasSize(1);
  }

  @Test
  void whoAsksAgainHasTheHoldersAskedWhetherTheyStillHold() {
    sized(2);
    asks("a", 1);
    asks("b", 1);
    assertThat(asks("c", 1)).isEmpty();
    assertThat(asks("c", 1)).containsExactlyInAnyOrder("a", "b");
    assertThat(stored().waiting()).hasSize(1);
  }

  @Test
  void aLaterTryTakesThePlaceOfAnEarlierOne() {
    sized(1);
    asks("a", 1);
    assertThat(is(asked("r", "a", 2, 1, 1, NOON))).containsExactly("a");
    assertThat(stored().holders()).extracting(claim -> claim.work().tryNumber()).containsExactly(2);
  }

  @Test
  void aLateQuestionOfAnEarlierTryDoesNotTakeTheSlotsOfALaterOne() {
    sized(1);
    is(asked("r", "a", 2, 1, 1, NOON));
    var before = stored();
    assertThat(is(asked("r", "a", 1, 1, 1, NOON))).isEmpty();
    assertThat(stored()).isEqualTo(before);
  }

  @Test
  void aLateReleaseOfAnEarlierTryReleasesNothing() {
    sized(1);
    is(asked("r", "a", 2, 1, 1, NOON));
    is(released("r", "a", 1));
    assertThat(stored().held()).isEqualTo(1);
  }

  @Test
  void whoStopsWaitingIsForgotten() {
    sized(1);
    asks("a", 1);
    asks("b", 1);
    is(released("r", "b", 1));
    assertThat(is(released("r", "a", 1))).isEmpty();
    assertThat(stored().waiting()).isEmpty();
  }

  @Test
  void aTasksLimitBringsItsSizeWithTheQuestion() {
    var key = new AggregateKey.OfTaskLimit(new DagId("d"), new TaskId("a"));
    var run = new RunKey(new DagId("d"), new RunId("r"));
    var step =
        PoolRules.decide(null, new PoolEvent.SlotsAsked(run, work("a", 1), 1, 1, 4, NOON), key);
    assertThat(step.next()).isNotNull();
    assertThat(step.next().slots()).isEqualTo(4);
    assertThat(step.decisions()).hasSize(1);
  }

  @Test
  void noMoreThanAThousandWaitAndTheLeastImportantIsForgotten() {
    sized(0);
    for (int i = 0; i < PoolRules.WAITING_MAX; i++) {
      is(asked("r" + i, "a", 1, 1, 5, NOON));
    }
    is(asked("important", "a", 1, 1, 9, NOON));
    is(asked("unimportant", "a", 1, 1, 1, NOON));
    assertThat(stored().waiting()).hasSize(PoolRules.WAITING_MAX);
    assertThat(stored().waiting().getFirst().run().runId().value()).isEqualTo("important");
    assertThat(stored().waiting()).noneMatch(claim -> claim.priority() == 1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void whateverHappensNoMoreIsGrantedThanThereIs(long seed) {
    var chance = new Random(seed);
    int slots = 1 + chance.nextInt(5);
    sized(slots);
    for (int move = 0; move < 500; move++) {
      var task = "t" + chance.nextInt(6);
      int tryNumber = 1 + chance.nextInt(3);
      if (chance.nextBoolean()) {
        is(asked("r", task, tryNumber, 1 + chance.nextInt(3), chance.nextInt(4), NOON));
      } else {
        is(released("r", task, tryNumber));
      }
      assertThat(stored().held()).isLessThanOrEqualTo(slots);
      var free = slots - stored().held();
      assertThat(stored().waiting()).noneMatch(claim -> claim.slots() <= free);
    }
  }

  private List<String> sized(int slots) {
    return is(new PoolEvent.PoolSized(slots));
  }

  private List<String> asks(String task, int slots) {
    return is(asked("r", task, 1, slots, 1, NOON));
  }

  /** The tasks that are granted slots by this. */
  private List<String> is(PoolEvent event) {
    var step = PoolRules.decide(pool, event, KEY);
    pool = step.next();
    var granted = new ArrayList<String>();
    for (var decision : step.decisions()) {
      if (decision instanceof Decision.Tell(var _, RunEvent.SlotsGranted(Work work, var by))) {
        assertThat(by).isEqualTo(KEY);
        granted.add(work.taskId().value());
      }
    }
    assertThat(granted).hasSameSizeAs(step.decisions());
    return granted;
  }

  private Pool stored() {
    return Objects.requireNonNull(pool);
  }

  private static PoolEvent.SlotsAsked asked(
      String run, String task, int tryNumber, int slots, int priority, Instant order) {
    return new PoolEvent.SlotsAsked(key(run), work(task, tryNumber), slots, priority, null, order);
  }

  private static PoolEvent.SlotsReleased released(String run, String task, int tryNumber) {
    return new PoolEvent.SlotsReleased(key(run), work(task, tryNumber));
  }

  private static RunKey key(String run) {
    return new RunKey(new DagId("d"), new RunId(run));
  }

  private static Work work(String task, int tryNumber) {
    return new Work(new TaskId(task), TaskInstanceKey.UNMAPPED, tryNumber);
  }
}
