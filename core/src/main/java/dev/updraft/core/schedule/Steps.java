package dev.updraft.core.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The times of a periodic schedule, seen from any instant. Null: there is none on that side. */
sealed interface Steps permits CronSteps, DeltaSteps {
  /** The time after this one. */
  @Nullable Instant next(Instant current);

  /** The time before this one. */
  @Nullable Instant previous(Instant current);

  /** This instant if it is one of the times, else the next. */
  @Nullable Instant alignToNext(Instant current);

  /** This instant if it is one of the times, else the previous. */
  @Nullable Instant alignToPrevious(Instant current);

  /**
   * Where the data interval before the one that holds {@code now} starts, so that it is the next to
   * run when the past is not made up for.
   */
  @Nullable Instant skipToLatest(@Nullable Instant earliest, Instant now);
}
