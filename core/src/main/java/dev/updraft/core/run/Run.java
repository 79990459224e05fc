package dev.updraft.core.run;

import dev.updraft.core.flow.RunFacts;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The state of the run aggregate.
 *
 * @param facts what never changes of the run
 * @param state running, success or failed
 * @param startedAt when it started
 * @param endedAt when it ended, null before
 * @param reason one line on why it failed, if it did
 * @param paused whether its DAG is paused, so that nothing new is launched
 * @param cells state and try of every task instance
 * @param quiet how it is left alone while nothing is on its way, null while something is
 * @param details more about those that are on their way or wait for something, by cell
 */
public record Run(
    RunFacts facts,
    DagRunState state,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable String reason,
    boolean paused,
    @Nullable Quiet quiet,
    Cells cells,
    SortedMap<Integer, Detail> details) {
  public Run {
    details = Collections.unmodifiableSortedMap(new TreeMap<>(details));
  }

  /** Whether it has ended. */
  public boolean isFinished() {
    return state == DagRunState.SUCCESS || state == DagRunState.FAILED;
  }
}
