package dev.updraft.core.flow;

import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.id.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the aggregate of a run is told. */
public sealed interface RunEvent extends Event {
  /**
   * The run may start.
   *
   * @param facts what is known of it
   * @param paused whether its DAG is paused
   */
  record RunStarted(RunFacts facts, boolean paused) implements RunEvent {}

  /**
   * An attempt has ended, by its own word.
   *
   * @param work whose attempt
   * @param outcome how it ended
   * @param skipDownstream direct downstream tasks it decided to skip
   * @param at when
   */
  record AttemptFinished(Work work, Outcome outcome, List<TaskId> skipDownstream, Instant at)
      implements RunEvent {
    public AttemptFinished {
      skipDownstream = List.copyOf(skipDownstream);
    }
  }

  /**
   * An attempt's runner is gone without a word.
   *
   * @param work whose attempt
   * @param at when that was noticed
   * @param reason one line for people
   */
  record AttemptLost(Work work, Instant at, String reason) implements RunEvent {}

  /**
   * A pool or limit has reserved slots for a task instance.
   *
   * @param work for whom
   * @param by the pool
   */
  record SlotsGranted(Work work, AggregateKey by) implements RunEvent {}

  /**
   * The wait before a retry or a reschedule is over.
   *
   * @param work whose wait
   */
  record WaitOver(Work work) implements RunEvent {}

  /** One step could not decide all there was to decide: go on. */
  record RunContinued() implements RunEvent {}

  /** The DAG's {@code dagrun_timeout} has passed since the run started. */
  record RunTimedOut() implements RunEvent {}

  /**
   * The DAG has been paused or unpaused.
   *
   * @param paused whether it is paused now
   */
  record RunPausedSet(boolean paused) implements RunEvent {}

  /**
   * Nothing may be stuck: look again at everything and repeat what has not happened.
   *
   * @param runnersGoneBefore attempts that were last heard of before this are lost; null where only
   *     the usual silence tells
   */
  record RunWatched(@Nullable Instant runnersGoneBefore) implements RunEvent {
    /** How often the clock has every unfinished run look over itself. */
    public static final Duration EVERY = Duration.ofMinutes(5);
  }
}
