package dev.updraft.core.attempt;

import dev.updraft.core.id.AttemptId;
import dev.updraft.core.run.TaskInstanceState;
import org.jspecify.annotations.Nullable;

/** What an executor that starts a container for each attempt does with a launch message. */
public final class ContainerLaunch {
  /**
   * How often the message of an attempt that has to wait for capacity comes, of the four receives
   * after which a message is dead.
   */
  public static final int RECEIVES_MAX = 7;

  private ContainerLaunch() {}

  /**
   * Whether a container is to be started.
   *
   * @param row the attempt's row, null if there is none
   * @param id the attempt the message launches
   */
  public static Wish of(@Nullable Attempt row, AttemptId id) {
    return row != null && row.id().equals(id) && row.state() == TaskInstanceState.QUEUED
        ? new Wish.Start(row.reschedules())
        : new Wish.Drop();
  }

  /**
   * What becomes of a message whose container cannot be started now.
   *
   * @param receives how often it has come, this time included
   */
  public static Patience withoutCapacity(int receives) {
    return receives < RECEIVES_MAX ? new Patience.ComeAgain() : new Patience.LeaveToSweep();
  }

  /** What a message is worth. */
  public sealed interface Wish {
    /**
     * The attempt waits for a container.
     *
     * @param reschedules how often it has been rescheduled
     */
    record Start(int reschedules) implements Wish {}

    /** Somebody has taken the attempt up, or nobody wants it any more. */
    record Drop() implements Wish {}
  }

  /** How an attempt waits for capacity. */
  public sealed interface Patience {
    /** By its message, which comes again. */
    record ComeAgain() implements Patience {}

    /** By its row, which stays queued: a later sweep of its run launches it again. */
    record LeaveToSweep() implements Patience {}
  }
}
