package dev.updraft.core.run;

import dev.updraft.core.flow.RunEvent;
import dev.updraft.core.flow.RunFacts;
import dev.updraft.core.id.RunKey;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run that has not ended, as the sweep sees it.
 *
 * @param key which run
 * @param facts what never changes of it
 * @param state queued or running
 * @param queuedAt when it was created
 * @param quietUntil when it wants to be looked at again, null for each time
 */
public record Unfinished(
    RunKey key, RunFacts facts, DagRunState state, Instant queuedAt, @Nullable Instant quietUntil) {
  private static final Duration NEW = Duration.ofMinutes(30);
  private static final Duration RECENT = Duration.ofHours(2);

  /** How many turns pass between two looks at one that waits to start, by how long it has. */
  private static final int TURNS_RECENT = 3;

  private static final int TURNS_LONG = 12;

  /**
   * Whether this turn of the sweep looks at it: a running one when it wants to be, one that waits
   * to start at every turn first, after half an hour every quarter of an hour, after two hours once
   * an hour. Runs that wait equally long are spread over the turns.
   */
  public boolean isDue(Instant turn) {
    return switch (state) {
      case RUNNING -> quietUntil == null || !quietUntil.isAfter(turn);
      case QUEUED -> Math.floorMod(number(turn) + key.hashCode(), turnsBetween(turn)) == 0;
      case SUCCESS, FAILED -> false;
    };
  }

  private int turnsBetween(Instant turn) {
    var runAfter = facts.runAfter();
    boolean startable = !runAfter.isAfter(turn) && runAfter.isAfter(queuedAt);
    var waited = Duration.between(startable ? runAfter : queuedAt, turn);
    if (waited.compareTo(NEW) <= 0) {
      return 1;
    }
    return waited.compareTo(RECENT) <= 0 ? TURNS_RECENT : TURNS_LONG;
  }

  private static long number(Instant turn) {
    return turn.getEpochSecond() / RunEvent.RunWatched.EVERY.toSeconds();
  }
}
