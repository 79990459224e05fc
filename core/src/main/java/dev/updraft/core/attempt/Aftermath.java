package dev.updraft.core.attempt;

import dev.updraft.core.flow.Outcome;
import dev.updraft.core.flow.RunEvent;
import dev.updraft.core.flow.Work;
import dev.updraft.core.id.AttemptId;
import dev.updraft.core.id.AttemptKey;
import dev.updraft.core.run.TaskInstanceState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an attempt after a mishap, given its row. Every verdict may be carried out twice:
 * rows change on conditions only, and a run that is told again changes nothing.
 */
public final class Aftermath {
  private Aftermath() {}

  /**
   * The verdict.
   *
   * @param row the attempt's row, null if there is none
   * @param id the attempt the mishap befell: a row with another id is not its own
   */
  public static Verdict of(@Nullable Attempt row, AttemptId id, Mishap mishap, Instant now) {
    if (row == null || !row.id().equals(id)) {
      return new Verdict.Leave();
    }
    return switch (mishap) {
      case Mishap.ContainerStopped(int reschedules, var exitCode) ->
          row.reschedules() == reschedules ? stopped(row, exitCode) : new Verdict.Leave();
      case Mishap.Undelivered _ -> undelivered(row, now);
      case Mishap.Unlaunchable _ -> unlaunchable(row);
    };
  }

  /** A program that ended well leaves a running attempt to whoever else has claimed it. */
  private static Verdict stopped(Attempt row, @Nullable Integer exitCode) {
    return switch (row.state()) {
      case QUEUED -> new Verdict.EndQueued(End.LOST);
      case RUNNING ->
          exitCode != null && exitCode == 0
              ? new Verdict.Leave()
              : new Verdict.EndRunning(End.LOST);
      case UP_FOR_RETRY -> new Verdict.TellAgain(End.LOST, row.reschedules());
      case NONE,
          SCHEDULED,
          SUCCESS,
          FAILED,
          RESTARTING,
          UP_FOR_RESCHEDULE,
          UPSTREAM_FAILED,
          SKIPPED,
          DEFERRED,
          REMOVED ->
          new Verdict.Leave();
    };
  }

  /** Another copy of the message may have been taken up: a runner that is heard of keeps it. */
  private static Verdict undelivered(Attempt row, Instant now) {
    return switch (row.state()) {
      case QUEUED -> new Verdict.EndQueued(End.LOST);
      case RUNNING -> new Verdict.LoseIfSilent(now.minus(Checkup.SILENCE_MAX));
      case UP_FOR_RETRY -> new Verdict.TellAgain(End.LOST, row.reschedules());
      case NONE,
          SCHEDULED,
          SUCCESS,
          FAILED,
          RESTARTING,
          UP_FOR_RESCHEDULE,
          UPSTREAM_FAILED,
          SKIPPED,
          DEFERRED,
          REMOVED ->
          new Verdict.Leave();
    };
  }

  /** Trying again cannot help: it fails without a retry. */
  private static Verdict unlaunchable(Attempt row) {
    return switch (row.state()) {
      case QUEUED -> new Verdict.EndQueued(End.FAILED);
      case FAILED -> new Verdict.TellAgain(End.FAILED, row.reschedules());
      case NONE,
          SCHEDULED,
          RUNNING,
          SUCCESS,
          RESTARTING,
          UP_FOR_RETRY,
          UP_FOR_RESCHEDULE,
          UPSTREAM_FAILED,
          SKIPPED,
          DEFERRED,
          REMOVED ->
          new Verdict.Leave();
    };
  }

  /** How an attempt ends that no runner ends. */
  public enum End {
    /** Its runner is gone: a retry may help. */
    LOST(TaskInstanceState.UP_FOR_RETRY),
    /** Nothing can help. */
    FAILED(TaskInstanceState.FAILED);

    private final TaskInstanceState state;

    End(TaskInstanceState state) {
      this.state = state;
    }

    /** The state its row gets. */
    public TaskInstanceState state() {
      return state;
    }

    /**
     * What its run is told.
     *
     * @param reason one line for people
     */
    public RunEvent event(AttemptKey key, Instant at, String reason) {
      var work = Work.of(key);
      return switch (this) {
        case LOST -> new RunEvent.AttemptLost(work, at, reason);
        case FAILED -> new RunEvent.AttemptFinished(work, new Outcome.Failed(false), List.of(), at);
      };
    }
  }

  /** What is to be done. */
  public sealed interface Verdict {
    /** Nothing: it has ended, has gone on, or is somebody's. */
    record Leave() implements Verdict {}

    /**
     * Nobody has claimed it: claim it, so that nobody else can, and end it.
     *
     * @param end how
     */
    record EndQueued(End end) implements Verdict {}

    /**
     * Its runner cannot end it any more: end it.
     *
     * @param end how
     */
    record EndRunning(End end) implements Verdict {}

    /**
     * End it if its runner has been silent.
     *
     * @param since since when at least
     */
    record LoseIfSilent(Instant since) implements Verdict {}

    /**
     * It had ended so before, and perhaps its run was not told.
     *
     * @param end how
     * @param reschedules how often it had been rescheduled by then
     */
    record TellAgain(End end, int reschedules) implements Verdict {}
  }
}
