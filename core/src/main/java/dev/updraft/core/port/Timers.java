package dev.updraft.core.port;

import dev.updraft.core.flow.Decision;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has a due time and is not due soon: timers in buckets of one minute. */
public interface Timers {
  /** Stores a timer. The same timer stored twice is one. */
  void put(Decision.WakeAt timer);

  /**
   * The timers of one minute, up to a page.
   *
   * @param minute the start of the minute
   * @param from where to begin, as given by the page before; null for the beginning
   */
  Page<Decision.WakeAt> due(Instant minute, @Nullable String from);

  /** Removes timers that have been sent on. */
  void delete(List<Decision.WakeAt> timers);

  /** The minute up to which all timers have been sent on; null before the first tick. */
  @Nullable Instant cursor();

  /**
   * Moves the cursor.
   *
   * @return false if it was not at {@code from} any more
   */
  boolean moveCursor(@Nullable Instant from, Instant to);
}
