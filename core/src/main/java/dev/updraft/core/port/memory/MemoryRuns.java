package dev.updraft.core.port.memory;

import dev.updraft.core.id.DagId;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.port.Page;
import dev.updraft.core.port.RowSize;
import dev.updraft.core.port.RunStore;
import dev.updraft.core.run.DagRunState;
import dev.updraft.core.run.Unfinished;
import dev.updraft.core.wire.Json;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@link RunStore} in memory. */
public final class MemoryRuns implements RunStore {
  private final NavigableMap<String, RunRow> runs = new TreeMap<>();
  private final Map<String, Instant> quiet = new HashMap<>();
  private final Map<String, String> requests = new HashMap<>();
  private final Map<DagId, Map<Instant, Reservation>> reserved = new HashMap<>();

  @Override
  public synchronized boolean create(RunRow run, @Nullable String request) {
    RowSize.run(run.key(), Json.write(run));
    boolean created = runs.putIfAbsent(text(run.key()), run) == null;
    if (created && request != null) {
      requests.put(text(run.key()), request);
    }
    return created;
  }

  @Override
  public synchronized boolean isOf(RunKey run, String request) {
    return request.equals(requests.get(text(run)));
  }

  @Override
  public synchronized boolean reserve(RunKey run, Instant logicalDate, Instant now) {
    var dates = reserved.computeIfAbsent(run.dagId(), _ -> new HashMap<>());
    var holder = dates.get(logicalDate);
    if (holder != null && !holder.run().equals(run) && holds(holder, logicalDate, now)) {
      return false;
    }
    dates.put(logicalDate, new Reservation(run, now));
    return true;
  }

  private boolean holds(Reservation holder, Instant logicalDate, Instant now) {
    var row = get(holder.run());
    return (row != null && logicalDate.equals(row.facts().logicalDate()))
        || holder.at().isAfter(now.minus(RESERVED_FOR));
  }

  @Override
  public synchronized @Nullable RunRow note(RunKey run, @Nullable String note) {
    RowSize.note(run, note);
    return runs.computeIfPresent(text(run), (_, row) -> row.noted(note));
  }

  @Override
  public synchronized void record(
      RunKey run, DagRunState state, Instant at, @Nullable String reason) {
    var why = RowSize.reason(reason);
    runs.computeIfPresent(text(run), (_, row) -> hasEnded(row) ? row : row.in(state, at, why));
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
  public synchronized Page<Unfinished> unfinished(int shard, @Nullable String from, int limit) {
    var found = new TreeMap<String, Unfinished>();
    // One more than the page holds, so that it is known whether another follows.
    for (var entry : (from == null ? runs : runs.tailMap(from, false)).entrySet()) {
      var run = entry.getValue();
      if (!hasEnded(run) && Math.floorMod(entry.getKey().hashCode(), SHARDS) == shard) {
        found.put(entry.getKey(), unfinished(run, quiet.get(entry.getKey())));
      }
      if (found.size() > limit) {
        break;
      }
    }
    return Pages.of(found, null, limit);
  }

  private static Unfinished unfinished(RunRow run, @Nullable Instant quietUntil) {
    return new Unfinished(run.key(), run.facts(), run.state(), run.queuedAt(), quietUntil);
  }

  @Override
  public synchronized void quiet(RunKey run, @Nullable Instant until) {
    if (until == null) {
      quiet.remove(text(run));
    } else if (runs.containsKey(text(run))) {
      quiet.put(text(run), until);
    }
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

  private record Reservation(RunKey run, Instant at) {}
}
