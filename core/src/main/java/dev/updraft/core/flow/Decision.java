package dev.updraft.core.flow;

import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.id.AttemptId;
import dev.updraft.core.id.AttemptKey;
import dev.updraft.core.id.DagId;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.id.VersionHash;
import dev.updraft.core.run.DagRunState;
import dev.updraft.core.run.TaskInstanceState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something to be done. A decision leaves its performer nothing to choose, and may be performed
 * twice without harm.
 */
public sealed interface Decision {
  /**
   * Put an event into another aggregate's inbox.
   *
   * @param to the aggregate
   * @param event the event
   */
  record Tell(AggregateKey to, Event event) implements Decision {}

  /**
   * Put an event into an aggregate's inbox at a time.
   *
   * @param aggregate the aggregate, usually the one that decides this
   * @param due when
   * @param event the event
   */
  record WakeAt(AggregateKey aggregate, Instant due, Event event) implements Decision {}

  /**
   * Store the attempt as queued, unless it is stored already, and send it to its executor's queue.
   *
   * @param key which try
   * @param id the attempt's id
   * @param version the DAG version it runs
   * @param executor the executor
   * @param queue the worker queue, null for the executor's own
   * @param reschedules how often this try has been rescheduled before
   * @param at when this was decided
   */
  record Launch(
      AttemptKey key,
      AttemptId id,
      VersionHash version,
      String executor,
      @Nullable String queue,
      int reschedules,
      Instant at)
      implements Decision {}

  /**
   * Compare the attempt's row with the run's belief that it is on its way, and repeat what is
   * missing: its launch, its end, or the news that its runner is gone.
   *
   * @param launch the launch that was decided
   * @param runnersGoneBefore attempts last heard of before this are lost, if said
   * @param resend whether a launch that nobody has taken up is to be sent again
   */
  record Check(Launch launch, @Nullable Instant runnersGoneBefore, boolean resend)
      implements Decision {}

  /**
   * Store the end of an attempt that no runner reports: a task that needs no runner, or an attempt
   * the run ends over its runner's head.
   *
   * @param key which try
   * @param id the attempt's id
   * @param version the DAG version it runs
   * @param state its final state
   * @param at when
   */
  record EndAttempt(
      AttemptKey key, AttemptId id, VersionHash version, TaskInstanceState state, Instant at)
      implements Decision {}

  /**
   * Store a run's row as queued, unless it is stored already.
   *
   * @param dagId its DAG
   * @param facts what is known of it
   * @param at when this was decided
   */
  record CreateRun(DagId dagId, RunFacts facts, Instant at) implements Decision {}

  /**
   * Store a run's new state in its row.
   *
   * @param run the run
   * @param state its state
   * @param at when it came to be
   * @param reason one line for people on why it failed, if it did
   */
  record RecordRun(RunKey run, DagRunState state, Instant at, @Nullable String reason)
      implements Decision {}

  /**
   * Store in a run's row until when the sweep may leave it alone.
   *
   * @param run the run
   * @param until when it wants to be looked at again, null for at each turn
   */
  record RecordQuiet(RunKey run, @Nullable Instant until) implements Decision {}

  /**
   * Store what a DAG's row shows of its plan.
   *
   * @param dagId the DAG
   * @param version the current version
   * @param paused whether it is paused
   * @param nextRun the next scheduled run, if there is one
   */
  record RecordPlan(DagId dagId, VersionHash version, boolean paused, @Nullable NextRun nextRun)
      implements Decision {}

  /**
   * The next scheduled run.
   *
   * @param logicalDate its logical date
   * @param dataIntervalStart the start of its data interval
   * @param dataIntervalEnd the end of it
   * @param runAfter when it is due
   */
  record NextRun(
      Instant logicalDate, Instant dataIntervalStart, Instant dataIntervalEnd, Instant runAfter) {}
}
