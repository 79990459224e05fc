package dev.updraft.core.pool;

import dev.updraft.core.flow.Work;
import dev.updraft.core.id.RunKey;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * The state of the pool aggregate.
 *
 * @param slots its slots, {@link #UNLIMITED}, or 0 while nobody has made it
 * @param holders who holds slots
 * @param waiting who waits, the next to be served first
 */
public record Pool(int slots, List<Claim> holders, List<Claim> waiting) {
  /** The size of a pool without a limit. */
  public static final int UNLIMITED = -1;

  private static final Comparator<Claim> SERVED_FIRST =
      Comparator.comparingInt((Claim claim) -> -claim.priority())
          .thenComparing(Claim::order)
          .thenComparing(claim -> claim.run().dagId())
          .thenComparing(claim -> claim.run().runId())
          .thenComparing(claim -> claim.work().taskId())
          .thenComparingInt(claim -> claim.work().mapIndex())
          .thenComparingInt(claim -> claim.work().tryNumber());

  /** A pool that nobody has made yet. */
  public static final Pool NONE = new Pool(0, List.of(), List.of());

  public Pool {
    holders = List.copyOf(holders);
    waiting = waiting.stream().sorted(SERVED_FIRST).toList();
  }

  /** How many slots are held; of more than an {@code int} can say, as many as it can. */
  public int held() {
    return Math.clamp(holders.stream().mapToLong(Claim::slots).sum(), 0, Integer.MAX_VALUE);
  }

  /**
   * What a task instance wants of a pool.
   *
   * @param run its run
   * @param work which work of it
   * @param slots how many slots
   * @param priority its effective priority weight
   * @param order of equal priority the earliest is served first
   */
  public record Claim(RunKey run, Work work, int slots, int priority, Instant order) {
    /** Whether it is a claim of the same task instance, this try or another. */
    boolean sameTaskInstance(RunKey otherRun, Work other) {
      return run.equals(otherRun)
          && work.taskId().equals(other.taskId())
          && work.mapIndex() == other.mapIndex();
    }

    /** Whether it is a claim of a later try of the same task instance. */
    boolean isLaterThan(RunKey otherRun, Work other) {
      return sameTaskInstance(otherRun, other) && work.tryNumber() > other.tryNumber();
    }
  }
}
