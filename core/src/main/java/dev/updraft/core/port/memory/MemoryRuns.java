package dev.updraft.core.port.memory;

import dev.updraft.core.id.DagId;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.port.Page;
import dev.updraft.core.port.RunStore;
import dev.updraft.core.run.DagRunState;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@link RunStore} in memory. */
public final class MemoryRuns implements RunStore {
  private final Map<String, RunRow> runs = new TreeMap<>();

  @Override
  public synchronized boolean create(RunRow run) {
    return runs.putIfAbsent(text(run.key()), run) == null;
  }

  @Override
  public synchronized void record(
      RunKey run, DagRunState state, Instant at, @Nullable String reason) {
    runs.computeIfPresent(text(run), (_, row) -> hasEnded(row) ? row : row.in(state, at, reason));
  }

  @Override
  public synchronized @Nullable RunRow get(RunKey run) {
    return runs.get(text(run));
  }

  @Override
  public synchronized Page<RunRow> ofDag(DagId dagId, @Nullable String from, int limit) {
    return latestFirst(run -> run.dagId().equals(dagId), from, limit);
  }

  @Override
  public synchronized Page<RunRow> latest(@Nullable String from, int limit) {
    return latestFirst(_ -> true, from, limit);
  }

  @Override
  public synchronized Page<RunKey> unfinished(@Nullable String from, int limit) {
    var found = new TreeMap<String, RunKey>();
    runs.forEach((text, run) -> {
      if (!hasEnded(run)) {
        found.put(text, run.key());
      }
    });
    return Pages.of(found, from, limit);
  }

  private Page<RunRow> latestFirst(Predicate<RunRow> wanted, @Nullable String from, int limit) {
    var found = new TreeMap<String, RunRow>();
    for (var run : runs.values()) {
      if (wanted.test(run)) {
        found.put(SortKeys.latestFirst(run.facts().runAfter()) + text(run.key()), run);
      }
    }
    return Pages.of(found, from, limit);
  }

  private static boolean hasEnded(RunRow run) {
    return run.state() == DagRunState.SUCCESS || run.state() == DagRunState.FAILED;
  }

  private static String text(RunKey run) {
    return run.dagId() + "|" + run.runId();
  }
}
