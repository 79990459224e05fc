package dev.updraft.core.port;

import dev.updraft.core.flow.RunFacts;
import dev.updraft.core.id.DagId;
import dev.updraft.core.id.RunId;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.run.DagRunState;
import dev.updraft.core.run.DagRunTriggeredBy;
import dev.updraft.core.run.Unfinished;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of runs, for those who list and look. */
public interface RunStore {
  /** How long a logical date stays reserved for a run that does not come. */
  Duration RESERVED_FOR = Duration.ofMinutes(5);

  /**
   * Reserves a logical date for a run that is about to be created, since no two runs of a DAG have
   * the same one, as in Airflow. The same run may reserve twice; another one may take over what a
   * run has reserved that did not come within {@link #RESERVED_FOR}.
   *
   * @return false if another run of the DAG has the date
   */
  boolean reserve(RunKey run, Instant logicalDate, Instant now);

  /**
   * Stores a new run as queued.
   *
   * @return false if the DAG has a run of this id already; nothing changes then
   */
  default boolean create(RunRow run) {
    return create(run, null);
  }

  /**
   * The same for a run that somebody asked for who may ask again, because the answer was lost.
   *
   * @param request what tells the request from all others, at its repetition too; null for none
   */
  boolean create(RunRow run, @Nullable String request);

  /** Whether a run is there because of this very request. */
  boolean isOf(RunKey run, String request);

  /**
   * Stores a run's new state. The time becomes its start or end date as the state tells; a reason
   * is added to its note. A run that has ended does not become anything else; one that has no row
   * gets none. A row is kept while its run has not ended, and for as long as history is after that.
   */
  void record(RunKey run, DagRunState state, Instant at, @Nullable String reason);

  /**
   * Replaces a run's line for people, whatever its state.
   *
   * @param note null or empty for none
   * @return the row after it; null if there is no such run
   */
  @Nullable RunRow note(RunKey run, @Nullable String note);

  /** The row of a run; null if there is none. */
  @Nullable RunRow get(RunKey run);

  /**
   * The runs of a DAG by {@code run_after}, the latest first.
   *
   * @param from where to begin, as given by the page before; null for the beginning
   * @param limit at most so many
   */
  Page<RunRow> ofDag(DagId dagId, @Nullable String from, int limit);

  /** The runs of all DAGs by {@code run_after}, the latest first. */
  Page<RunRow> latest(@Nullable String from, int limit);

  /** Over how many shards the unfinished runs are spread. */
  int SHARDS = 4;

  /**
   * The runs of a shard that have not ended, in no particular order.
   *
   * @param shard from 0, below {@link #SHARDS}
   */
  Page<Unfinished> unfinished(int shard, @Nullable String from, int limit);

  /**
   * Stores until when the sweep may leave a run alone. One that has ended or has no row stays as it
   * is.
   *
   * @param until null for at each turn
   */
  void quiet(RunKey run, @Nullable Instant until);

  /**
   * The row of a run.
   *
   * @param dagId its DAG
   * @param facts what never changes of it
   * @param state its state
   * @param queuedAt when it was created
   * @param startedAt when it started running, null before
   * @param endedAt when it ended, null before
   * @param conf what it was given
   * @param triggeredBy what triggered it
   * @param triggeringUser who triggered it, if a person did
   * @param note a line for people, if any
   */
  record RunRow(
      DagId dagId,
      RunFacts facts,
      DagRunState state,
      Instant queuedAt,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt,
      Map<String, @Nullable Object> conf,
      DagRunTriggeredBy triggeredBy,
      @Nullable String triggeringUser,
      @Nullable String note) {
    /** Which run it is. */
    public RunKey key() {
      return new RunKey(dagId, runId());
    }

    /** Its id. */
    public RunId runId() {
      return facts.runId();
    }

    /** The row with another line for people, null or empty for none. */
    public RunRow noted(@Nullable String newNote) {
      return new RunRow(
          dagId,
          facts,
          state,
          queuedAt,
          startedAt,
          endedAt,
          conf,
          triggeredBy,
          triggeringUser,
          newNote == null || newNote.isEmpty() ? null : newNote);
    }

    private @Nullable String noteWith(@Nullable String reason) {
      if (note == null || reason == null) {
        return note == null ? reason : note;
      }
      return note.endsWith(reason) ? note : note + "\n" + reason;
    }

    /** The row with a reason added to its line for people. */
    public RunRow because(@Nullable String reason) {
      return noted(noteWith(reason));
    }

    /** The row in a new state; see {@link RunStore#record} for what changes with it. */
    public RunRow in(DagRunState newState, Instant at, @Nullable String reason) {
      var starts = newState == DagRunState.RUNNING && startedAt == null;
      var ends = newState == DagRunState.SUCCESS || newState == DagRunState.FAILED;
      return new RunRow(
          dagId,
          facts,
          newState,
          queuedAt,
          starts ? at : startedAt,
          ends ? at : endedAt,
          conf,
          triggeredBy,
          triggeringUser,
          noteWith(reason));
    }
  }
}
