package dev.updraft.core.port;

import dev.updraft.core.attempt.Attempt;
import dev.updraft.core.flow.Decision;
import dev.updraft.core.id.AttemptId;
import dev.updraft.core.id.AttemptKey;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.id.TaskInstanceKey;
import dev.updraft.core.run.TaskInstanceState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of attempts. Each change is one conditional write; a change whose condition does not
 * hold reports the row as it is.
 */
public interface AttemptStore {
  /**
   * Stores a launched attempt as queued, if there is no row of this try; or queues it again, if the
   * row waits in {@code up_for_reschedule} and has been rescheduled as often as the launch says
   * (its id and its first start stay).
   *
   * @return {@link Change.Done} with the row, or {@link Change.Refused} with the row as it is
   */
  Change queue(Decision.Launch launch);

  /** Stores the end of an attempt that no runner reports, with or without a row before. */
  void end(Decision.EndAttempt end);

  /**
   * Claims a queued attempt for a runner: {@code queued → running}. The same runner may claim
   * twice.
   */
  Change claim(AttemptKey key, AttemptId id, Attempt.Runner runner, Instant now);

  /**
   * Notes that the runner of a running attempt lives.
   *
   * @param runner who says so; null accepts any
   */
  Change heartbeat(AttemptKey key, AttemptId id, Attempt.@Nullable Runner runner, Instant now);

  /**
   * Ends an attempt whose runner is gone, if it is running and was last heard of before {@code
   * silentSince}, as {@code up_for_retry}: a failure that a retry may help. Whether there is one is
   * the run's to decide.
   */
  Change lose(AttemptKey key, AttemptId id, Instant silentSince, Instant now);

  /** Notes which direct downstream tasks a running attempt decided to skip. */
  Change skipDownstream(AttemptKey key, AttemptId id, List<TaskId> skipped);

  /** Stores the rendered template fields of a running attempt. */
  Change rendered(AttemptKey key, AttemptId id, Map<String, @Nullable Object> fields);

  /** Stores the name a running attempt gives its map index. */
  Change renderedMapIndex(AttemptKey key, AttemptId id, String name);

  /**
   * Replaces an attempt's line for people, whatever its state; never refused.
   *
   * @param note null or empty for none
   */
  Change note(AttemptKey key, @Nullable String note);

  /**
   * Ends a running attempt, or lets it wait as {@code up_for_reschedule}, which counts one more
   * reschedule. Repeating the same end is {@link Change.Done}.
   *
   * @param state a final state, {@code up_for_retry} or {@code up_for_reschedule}
   * @param logTail the end of its log, if small enough to be kept in the row
   */
  Change finish(
      AttemptKey key, AttemptId id, TaskInstanceState state, Instant at, @Nullable String logTail);

  /** The row of a try; null if there is none. */
  @Nullable Attempt get(AttemptKey key);

  /** All tries of a task instance, the first try first. */
  List<Attempt> tries(TaskInstanceKey key);

  /**
   * The attempts of a run, every try, by task id, map index and try.
   *
   * @param from where to begin, as given by the page before; null for the beginning
   * @param limit at most so many
   */
  Page<Attempt> ofRun(RunKey run, @Nullable String from, int limit);

  /** What became of a change. */
  sealed interface Change {
    /**
     * It was made, or had been made before.
     *
     * @param attempt the row after it
     */
    record Done(Attempt attempt) implements Change {}

    /**
     * The row's state, id or runner does not allow it.
     *
     * @param attempt the row as it is
     */
    record Refused(Attempt attempt) implements Change {}

    /** There is no such row. */
    record Missing() implements Change {}
  }
}
