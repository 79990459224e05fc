package dev.updraft.api.view;

import dev.updraft.core.id.DagId;
import dev.updraft.core.id.RunId;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.port.RunStore;
import dev.updraft.core.port.RunStore.RunRow;
import dev.updraft.core.run.DagRunState;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs as the API reads them. */
public final class Runs {
  /** How many of a DAG's or the deployment's latest runs a list looks at. */
  public static final int RUNS_MAX = 1_000;

  private final RunStore store;

  /** Over the rows. */
  public Runs(RunStore store) {
    this.store = store;
  }

  /** A run, if it is there. */
  public Optional<RunRow> find(String dagId, String runId) {
    return key(dagId, runId).flatMap(key -> Optional.ofNullable(store.get(key)));
  }

  /** The latest runs of a DAG by {@code run_after}, the latest first, up to {@link #RUNS_MAX}. */
  public List<RunRow> ofDag(DagId dagId) {
    return ofDag(dagId, RUNS_MAX);
  }

  /** The latest runs of a DAG by {@code run_after}, the latest first. */
  public List<RunRow> ofDag(DagId dagId, int runsMax) {
    var runs = Paged.first(runsMax, (from, limit) -> store.ofDag(dagId, from, limit));
    return runs.subList(0, Math.min(runs.size(), runsMax));
  }

  /** The latest runs of all DAGs by {@code run_after}, the latest first. */
  public List<RunRow> latest() {
    return Paged.first(RUNS_MAX, store::latest);
  }

  /** The latest run of a DAG before a logical date, in a state if one is given. */
  public Optional<RunRow> previous(DagId dagId, Instant before, @Nullable DagRunState state) {
    return ofDag(dagId).stream()
        .filter(run -> state == null || run.state() == state)
        .filter(run -> isBefore(run, before))
        .max(Comparator.comparing(run -> orEpoch(run.facts().logicalDate())));
  }

  private static boolean isBefore(RunRow run, Instant before) {
    var date = run.facts().logicalDate();
    return date != null && date.isBefore(before);
  }

  private static Instant orEpoch(@Nullable Instant time) {
    return time == null ? Instant.EPOCH : time;
  }

  /** The key of a run, if the texts can be one. */
  public static Optional<RunKey> key(String dagId, String runId) {
    try {
      return Optional.of(new RunKey(new DagId(dagId), new RunId(runId)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
