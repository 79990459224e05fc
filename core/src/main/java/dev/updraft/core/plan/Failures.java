package dev.updraft.core.plan;

import dev.updraft.core.flow.RunFacts;
import dev.updraft.core.id.RunId;
import dev.updraft.core.run.DagRunState;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which of a DAG's latest runs have failed in a row. Runs follow one another by the time they may
 * start, as in Airflow, whatever the order in which they end; an end that is told again changes
 * nothing.
 *
 * @param runs the failed runs after the latest that succeeded
 * @param success the latest run that succeeded, null before the first
 */
public record Failures(SortedSet<Ended> runs, @Nullable Ended success) {
  /** How many are counted; a limit above that is as good as this. */
  public static final int COUNTED_MAX = 100;

  /** No run has ended yet. */
  public static final Failures NONE = new Failures(new TreeSet<>(), null);

  public Failures {
    runs = Collections.unmodifiableSortedSet(new TreeSet<>(runs));
  }

  /**
   * The failures after one more end.
   *
   * @param max how many are counted; none are kept where nothing depends on them
   */
  Failures after(RunFacts run, DagRunState state, int max) {
    var ended = new Ended(run.runAfter(), run.runId());
    if (success != null && ended.compareTo(success) <= 0) {
      return this;
    }
    if (state == DagRunState.SUCCESS) {
      var later = new TreeSet<>(runs);
      later.headSet(ended, true).clear();
      return new Failures(later, ended);
    }
    var more = new TreeSet<>(runs);
    more.add(ended);
    while (more.size() > Math.min(max, COUNTED_MAX)) {
      more.removeFirst();
    }
    return new Failures(more, success);
  }

  /** Whether the latest runs, so many of them, have all failed: none is among them that goes on. */
  boolean reach(int max, Collection<RunFacts> goingOn) {
    var latest =
        goingOn.stream()
            .map(run -> new Ended(run.runAfter(), run.runId()))
            .max(Comparator.naturalOrder());
    var counted = latest.isEmpty() ? runs : runs.tailSet(latest.get());
    return max > 0 && counted.size() >= Math.min(max, COUNTED_MAX);
  }

  /**
   * A run that has ended.
   *
   * @param runAfter when it was due
   * @param runId its id
   */
  public record Ended(Instant runAfter, RunId runId) implements Comparable<Ended> {
    private static final Comparator<Ended> ORDER =
        Comparator.comparing(Ended::runAfter).thenComparing(ended -> ended.runId().value());

    @Override
    public int compareTo(Ended other) {
      return ORDER.compare(this, other);
    }
  }
}
