package dev.updraft.core.flow;

import dev.updraft.core.id.RunId;
import dev.updraft.core.id.VersionHash;
import dev.updraft.core.run.DagRunState;
import java.time.Instant;

/** What the aggregate of a DAG is told. */
public sealed interface PlanEvent extends Event {
  /**
   * A new version of the DAG has been stored and is current from now on.
   *
   * @param version the version
   */
  record DagPublished(VersionHash version) implements PlanEvent {}

  /** No DAG file defines the DAG any more: it is scheduled no longer, what runs may end. */
  record DagRemoved() implements PlanEvent {}

  /**
   * Someone asked for a run; its row is stored as queued.
   *
   * @param run the run
   */
  record RunTriggered(RunFacts run) implements PlanEvent {}

  /**
   * A run has ended.
   *
   * @param runId the run
   * @param state how, success or failed
   */
  record RunFinished(RunId runId, DagRunState state) implements PlanEvent {}

  /**
   * Someone paused or unpaused the DAG.
   *
   * @param paused whether it is paused now
   */
  record PausedSet(boolean paused) implements PlanEvent {}

  /**
   * A time of the schedule has come.
   *
   * @param due when it was due
   */
  record ScheduleDue(Instant due) implements PlanEvent {}

  /** Nothing may be stuck: look again at everything and repeat what has not happened. */
  record PlanWatched() implements PlanEvent {}

  /**
   * One step could not tell all active runs what there was to tell: go on.
   *
   * @param after the run that was told last; they are told in the order of their ids
   * @param start whether they are to start again; else whether they are paused is said
   */
  record PlanContinued(RunId after, boolean start) implements PlanEvent {}
}
