package dev.updraft.core.port.contract;

import static dev.updraft.core.port.contract.Samples.RUNNER;
import static dev.updraft.core.port.contract.Samples.at;
import static dev.updraft.core.port.contract.Samples.id;
import static dev.updraft.core.port.contract.Samples.launch;
import static dev.updraft.core.run.TaskInstanceState.FAILED;
import static dev.updraft.core.run.TaskInstanceState.QUEUED;
import static dev.updraft.core.run.TaskInstanceState.RUNNING;
import static dev.updraft.core.run.TaskInstanceState.SKIPPED;
import static dev.updraft.core.run.TaskInstanceState.SUCCESS;
import static dev.updraft.core.run.TaskInstanceState.UP_FOR_RESCHEDULE;
import static dev.updraft.core.run.TaskInstanceState.UP_FOR_RETRY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.updraft.core.attempt.Attempt;
import dev.updraft.core.fixture.LongIds;
import dev.updraft.core.flow.Decision;
import dev.updraft.core.id.AttemptId;
import dev.updraft.core.id.AttemptKey;
import dev.updraft.core.id.DagId;
import dev.updraft.core.id.RunId;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.id.TaskInstanceKey;
import dev.updraft.core.port.AttemptStore;
import dev.updraft.core.port.AttemptStore.Change;
import dev.updraft.core.port.RowSize;
import dev.updraft.core.port.TooLargeException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an {@link AttemptStore} does. */
public abstract class AttemptStoreContract {
  private static final AttemptKey KEY = Samples.attempt("extract", 1);
  private static final AttemptId ID = id(KEY);
  private static final AttemptId OTHER_ID = AttemptId.of(KEY, at(99));
  private static final Attempt.Runner OTHER_RUNNER = new Attempt.Runner("host-2", "updraft", 42);

  private AttemptStore store;

  /** An empty store. */
  protected abstract AttemptStore open();

  @BeforeEach
  void openStore() {
    store = open();
  }

  @Test
  void aLaunchedAttemptIsQueued() {
    var row = done(store.queue(launch(KEY, 0, at(0))));
    assertThat(row.state()).isEqualTo(QUEUED);
    assertThat(row.id()).isEqualTo(ID);
    assertThat(row.version()).isEqualTo(Samples.VERSION);
    assertThat(row.queuedAt()).isEqualTo(at(0));
    assertThat(row.executor()).isEqualTo("worker");
    assertThat(row.queue()).isEqualTo("gpu");
    assertThat(row.startedAt()).isNull();
    assertThat(store.get(KEY)).isEqualTo(row);
  }

  @Test
  void aLaunchPerformedTwiceIsDoneAndChangesNothing() {
    var row = done(store.queue(launch(KEY, 0, at(0))));
    assertThat(store.queue(launch(KEY, 0, at(5)))).isEqualTo(new Change.Done(row));
    assertThat(store.get(KEY)).isEqualTo(row);
  }

  /** A row that was full would keep its attempt from ending. */
  @Test
  void anAttemptEndsThoughEachPartOfItsRowIsAsLargeAsItMayBe() {
    var key = AttemptStoreContract.longest();
    store.queue(launch(key, 0, at(0)));
    var runner = new Attempt.Runner("€".repeat(2_000), "updraft", 41);
    done(store.claim(key, id(key), runner, at(1)));
    done(store.skipDownstream(key, id(key), skipped(RowSize.SKIPPED_BYTES_MAX / 752 - 1)));
    done(store.rendered(key, id(key), Map.of("sql", text(RowSize.RENDERED_BYTES_MAX - 100))));
    done(store.renderedMapIndex(key, id(key), text(RowSize.NAME_BYTES_MAX)));
    done(store.note(key, text(RowSize.NOTE_BYTES_MAX)));
    done(store.heartbeat(key, id(key), runner, at(2)));
    var tail = text(RowSize.LOG_TAIL_BYTES_MAX);
    var row = done(store.finish(key, id(key), SUCCESS, at(3), tail));
    assertThat(row.state()).isEqualTo(SUCCESS);
    assertThat(store.get(key)).isEqualTo(row);
  }

  @Test
  void whatIsTooLargeForItsPartOfTheRowIsRefusedByNameAndNothingChanges() {
    var row = running();
    refused("the note of try 1 of task extract", () -> store.note(KEY, text(16_385)));
    refused(
        "the rendered fields of try 1",
        () -> store.rendered(KEY, ID, Map.of("sql", text(RowSize.RENDERED_BYTES_MAX))));
    refused("the skipped tasks of try 1", () -> store.skipDownstream(KEY, ID, skipped(500)));
    refused("the map index name of try 1", () -> store.renderedMapIndex(KEY, ID, text(8_193)));
    refused("the log's end of try 1", () -> store.finish(KEY, ID, SUCCESS, at(2), text(32_769)));
    assertThat(store.get(KEY)).isEqualTo(row);
  }

  private static void refused(String what, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(TooLargeException.class)
        .hasMessageStartingWith(what)
        .hasMessageContaining("in run orders")
        .hasMessageContaining("bytes, at most");
  }

  private static String text(int bytes) {
    return "x".repeat(bytes);
  }

  private static List<TaskId> skipped(int count) {
    return IntStream.range(0, count).mapToObj(i -> new TaskId(LongIds.of(i))).toList();
  }

  private static AttemptKey longest() {
    var run = new RunKey(new DagId(LongIds.of(1)), new RunId(LongIds.of(2)));
    return new AttemptKey(new TaskInstanceKey(run, new TaskId(LongIds.of(3)), -1), 1);
  }

  @Test
  void aLateLaunchOfARunningAttemptIsRefused() {
    var row = running();
    assertThat(store.queue(launch(KEY, 0, at(5)))).isEqualTo(new Change.Refused(row));
    assertThat(store.get(KEY)).isEqualTo(row);
  }

  @Test
  void aClaimStartsAQueuedAttempt() {
    store.queue(launch(KEY, 0, at(0)));
    var row = done(store.claim(KEY, ID, RUNNER, at(1)));
    assertThat(row.state()).isEqualTo(RUNNING);
    assertThat(row.runner()).isEqualTo(RUNNER);
    assertThat(row.startedAt()).isEqualTo(at(1));
    assertThat(row.heartbeatAt()).isEqualTo(at(1));
    assertThat(store.get(KEY)).isEqualTo(row);
  }

  @Test
  void theSameRunnerMayClaimTwice() {
    running();
    var again = done(store.claim(KEY, ID, RUNNER, at(7)));
    assertThat(again.startedAt()).isEqualTo(at(1));
    assertThat(again.heartbeatAt()).isEqualTo(at(7));
  }

  @Test
  void aSecondRunnerIsRefusedAndSeesWhoRunsIt() {
    var row = running();
    assertThat(store.claim(KEY, ID, OTHER_RUNNER, at(2))).isEqualTo(new Change.Refused(row));
  }

  @Test
  void aClaimWithAnotherIdIsRefused() {
    var row = done(store.queue(launch(KEY, 0, at(0))));
    assertThat(store.claim(KEY, OTHER_ID, RUNNER, at(1))).isEqualTo(new Change.Refused(row));
  }

  @Test
  void whatHasNoRowIsMissing() {
    assertThat(store.get(KEY)).isNull();
    assertThat(store.claim(KEY, ID, RUNNER, at(1))).isEqualTo(new Change.Missing());
    assertThat(store.heartbeat(KEY, ID, RUNNER, at(1))).isEqualTo(new Change.Missing());
    assertThat(store.finish(KEY, ID, SUCCESS, at(1), null)).isEqualTo(new Change.Missing());
    assertThat(store.lose(KEY, ID, at(1), at(1))).isEqualTo(new Change.Missing());
    assertThat(store.get(KEY)).isNull();
  }

  @Test
  void aHeartbeatOfTheRunnerOrOfAnyoneIsNoted() {
    running();
    assertThat(done(store.heartbeat(KEY, ID, RUNNER, at(20))).heartbeatAt()).isEqualTo(at(20));
    assertThat(done(store.heartbeat(KEY, ID, null, at(40))).heartbeatAt()).isEqualTo(at(40));
  }

  @Test
  void aHeartbeatOfAnotherRunnerIsRefused() {
    var row = running();
    assertThat(store.heartbeat(KEY, ID, OTHER_RUNNER, at(20))).isEqualTo(new Change.Refused(row));
  }

  @Test
  void aHeartbeatAfterTheEndIsRefused() {
    running();
    var row = done(store.finish(KEY, ID, SUCCESS, at(9), null));
    assertThat(store.heartbeat(KEY, ID, RUNNER, at(20))).isEqualTo(new Change.Refused(row));
  }

  @Test
  void aRunningAttemptFinishesWithTheEndOfItsLog() {
    running();
    var row = done(store.finish(KEY, ID, FAILED, at(9), "{\"event\":\"no\"}\n"));
    assertThat(row.state()).isEqualTo(FAILED);
    assertThat(row.endedAt()).isEqualTo(at(9));
    assertThat(row.logTail()).isEqualTo("{\"event\":\"no\"}\n");
    assertThat(store.get(KEY)).isEqualTo(row);
  }

  @Test
  void theSameEndTwiceIsDoneAndChangesNothing() {
    running();
    var row = done(store.finish(KEY, ID, UP_FOR_RETRY, at(9), "log"));
    assertThat(store.finish(KEY, ID, UP_FOR_RETRY, at(12), null)).isEqualTo(new Change.Done(row));
    assertThat(store.get(KEY)).isEqualTo(row);
  }

  @Test
  void anotherEndAfterTheEndIsRefused() {
    running();
    var row = done(store.finish(KEY, ID, SUCCESS, at(9), null));
    assertThat(store.finish(KEY, ID, FAILED, at(12), null)).isEqualTo(new Change.Refused(row));
  }

  @Test
  void whatWasNeverClaimedDoesNotFinish() {
    var row = done(store.queue(launch(KEY, 0, at(0))));
    assertThat(store.finish(KEY, ID, SUCCESS, at(9), null)).isEqualTo(new Change.Refused(row));
  }

  @Test
  void aRescheduleWaitsAndIsCountedOnce() {
    running();
    var row = done(store.finish(KEY, ID, UP_FOR_RESCHEDULE, at(9), null));
    assertThat(row.reschedules()).isEqualTo(1);
    assertThat(row.endedAt()).isNull();
    assertThat(done(store.finish(KEY, ID, UP_FOR_RESCHEDULE, at(10), null))).isEqualTo(row);
  }

  @Test
  void aRescheduledAttemptIsQueuedAgainWithItsIdAndItsFirstStart() {
    running();
    store.finish(KEY, ID, UP_FOR_RESCHEDULE, at(9), null);
    var row = done(store.queue(launch(KEY, 1, at(60))));
    assertThat(row.state()).isEqualTo(QUEUED);
    assertThat(row.id()).isEqualTo(ID);
    assertThat(row.queuedAt()).isEqualTo(at(60));
    assertThat(row.startedAt()).isEqualTo(at(1));
    assertThat(row.runner()).isNull();
    assertThat(row.heartbeatAt()).isNull();
    var claimed = done(store.claim(KEY, ID, OTHER_RUNNER, at(61)));
    assertThat(claimed.startedAt()).isEqualTo(at(1));
    assertThat(claimed.runner()).isEqualTo(OTHER_RUNNER);
  }

  @Test
  void aLateLaunchFromBeforeARescheduleIsRefused() {
    running();
    var row = done(store.finish(KEY, ID, UP_FOR_RESCHEDULE, at(9), null));
    assertThat(store.queue(launch(KEY, 0, at(60)))).isEqualTo(new Change.Refused(row));
  }

  @Test
  void aSilentRunnersAttemptIsLostAndMayBeRetried() {
    running();
    var row = done(store.lose(KEY, ID, at(2), at(300)));
    assertThat(row.state()).isEqualTo(UP_FOR_RETRY);
    assertThat(row.endedAt()).isEqualTo(at(300));
    assertThat(store.get(KEY)).isEqualTo(row);
  }

  @Test
  void anAttemptThatWasHeardOfIsNotLost() {
    running();
    var row = done(store.heartbeat(KEY, ID, RUNNER, at(20)));
    assertThat(store.lose(KEY, ID, at(20), at(300))).isEqualTo(new Change.Refused(row));
  }

  @Test
  void aFinishedOrQueuedAttemptIsNotLost() {
    var queued = done(store.queue(launch(KEY, 0, at(0))));
    assertThat(store.lose(KEY, ID, at(99), at(300))).isEqualTo(new Change.Refused(queued));
    store.claim(KEY, ID, RUNNER, at(1));
    var finished = done(store.finish(KEY, ID, SUCCESS, at(9), null));
    assertThat(store.lose(KEY, ID, at(99), at(300))).isEqualTo(new Change.Refused(finished));
  }

  @Test
  void aRunningAttemptNotesSkipsAndRenderedFields() {
    running();
    var skipped = List.of(new TaskId("load"), new TaskId("report"));
    store.skipDownstream(KEY, ID, skipped);
    var fields = Map.<String, @Nullable Object>of("bash_command", "echo 1", "env", Map.of("N", 2L));
    var row = done(store.rendered(KEY, ID, fields));
    assertThat(row.skipDownstream()).isEqualTo(skipped);
    assertThat(row.renderedFields()).isEqualTo(fields);
    row = done(store.renderedMapIndex(KEY, ID, "country DE"));
    assertThat(row.renderedMapIndex()).isEqualTo("country DE");
    assertThat(store.get(KEY)).isEqualTo(row);
  }

  @Test
  void anEndedAttemptNotesNothingMore() {
    running();
    var row = done(store.finish(KEY, ID, SUCCESS, at(9), null));
    assertThat(store.skipDownstream(KEY, ID, List.of(new TaskId("load"))))
        .isEqualTo(new Change.Refused(row));
    assertThat(store.rendered(KEY, ID, Map.of("a", 1L))).isEqualTo(new Change.Refused(row));
    assertThat(store.renderedMapIndex(KEY, ID, "late")).isEqualTo(new Change.Refused(row));
  }

  @Test
  void aNoteIsSetAndClearedInAnyStateAndChangesNothingElse() {
    assertThat(store.note(KEY, "who knows")).isEqualTo(new Change.Missing());
    var running = running();
    assertThat(done(store.note(KEY, "slow today")).note()).isEqualTo("slow today");
    var finished = done(store.finish(KEY, ID, SUCCESS, at(9), null));
    assertThat(finished.note()).isEqualTo("slow today");
    var cleared = done(store.note(KEY, null));
    assertThat(cleared.note()).isNull();
    assertThat(cleared.startedAt()).isEqualTo(running.startedAt());
    assertThat(cleared.endedAt()).isEqualTo(at(9));
    assertThat(store.get(KEY)).isEqualTo(cleared);
  }

  @Test
  void anEndWithoutARunnerIsStoredWithoutARowBefore() {
    var end = new Decision.EndAttempt(KEY, ID, Samples.VERSION, SUCCESS, at(3));
    store.end(end);
    store.end(end);
    var row = Objects.requireNonNull(store.get(KEY));
    assertThat(row.state()).isEqualTo(SUCCESS);
    assertThat(row.id()).isEqualTo(ID);
    assertThat(row.version()).isEqualTo(Samples.VERSION);
    assertThat(List.of(row.queuedAt(), Objects.requireNonNull(row.startedAt())))
        .containsOnly(at(3));
    assertThat(row.endedAt()).isEqualTo(at(3));
    assertThat(row.executor()).isEmpty();
  }

  @Test
  void anEndOverTheRunnersHeadKeepsWhatIsKnownAndStopsTheRunner() {
    running();
    store.end(new Decision.EndAttempt(KEY, ID, Samples.VERSION, SKIPPED, at(30)));
    var row = Objects.requireNonNull(store.get(KEY));
    assertThat(row.state()).isEqualTo(SKIPPED);
    assertThat(row.startedAt()).isEqualTo(at(1));
    assertThat(row.endedAt()).isEqualTo(at(30));
    assertThat(row.runner()).isEqualTo(RUNNER);
    assertThat(store.heartbeat(KEY, ID, RUNNER, at(40))).isEqualTo(new Change.Refused(row));
  }

  @Test
  void triesAreListedTheFirstFirst() {
    for (var number : List.of(2, 10, 1)) {
      store.queue(launch(Samples.attempt("extract", number), 0, at(number)));
    }
    store.queue(launch(Samples.attempt("extract2", 1), 0, at(0)));
    store.queue(launch(mapped("extract", 0), 0, at(0)));
    assertThat(store.tries(KEY.taskInstance()))
        .extracting(row -> row.key().tryNumber())
        .containsExactly(1, 2, 10);
  }

  @Test
  void theAttemptsOfARunArePagedByTaskMapIndexAndTry() {
    var keys =
        List.of(
            Samples.attempt("a", 1),
            Samples.attempt("a", 2),
            mapped("b", 0),
            mapped("b", 2),
            mapped("b", 10),
            Samples.attempt("c", 1));
    keys.reversed().forEach(key -> store.queue(launch(key, 0, at(0))));
    assertThat(Samples.all(from -> store.ofRun(Samples.run("r1"), from, 2)))
        .extracting(Attempt::key)
        .isEqualTo(keys);
    assertThat(store.ofRun(Samples.run("r2"), null, 2).items()).isEmpty();
  }

  private Attempt running() {
    store.queue(launch(KEY, 0, at(0)));
    return done(store.claim(KEY, ID, RUNNER, at(1)));
  }

  private static AttemptKey mapped(String taskId, int mapIndex) {
    return new AttemptKey(new TaskInstanceKey(Samples.run("r1"), new TaskId(taskId), mapIndex), 1);
  }

  private static Attempt done(Change change) {
    assertThat(change).isInstanceOf(Change.Done.class);
    return ((Change.Done) change).attempt();
  }
}
