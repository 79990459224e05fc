package dev.updraft.core.plan;

import dev.updraft.core.flow.Decision;
import dev.updraft.core.flow.RunFacts;
import dev.updraft.core.id.RunId;
import dev.updraft.core.id.VersionHash;
import dev.updraft.core.schedule.DataInterval;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The state of a DAG's aggregate.
 *
 * @param version the version that new runs get
 * @param paused whether it is paused
 * @param removed whether no file defines the DAG any more
 * @param last the data interval of the latest scheduled run, null before the first
 * @param next the next scheduled run, null if there is none
 * @param active the runs that have started and not ended
 * @param waiting the runs that wait for their {@code run_after} or for others to end
 * @param failures the latest runs that failed in a row
 */
public record Plan(
    VersionHash version,
    boolean paused,
    boolean removed,
    @Nullable DataInterval last,
    Decision.@Nullable NextRun next,
    SortedMap<RunId, RunFacts> active,
    List<RunFacts> waiting,
    Failures failures) {
  public Plan {
    active = Collections.unmodifiableSortedMap(new TreeMap<>(active));
    waiting = List.copyOf(waiting);
  }
}
