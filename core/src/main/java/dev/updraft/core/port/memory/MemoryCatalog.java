package dev.updraft.core.port.memory;

import dev.updraft.core.dag.Dag;
import dev.updraft.core.flow.Decision;
import dev.updraft.core.id.DagId;
import dev.updraft.core.id.VersionHash;
import dev.updraft.core.port.Catalog;
import dev.updraft.core.port.Page;
import dev.updraft.core.port.RowSize;
import dev.updraft.core.wire.Json;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@link Catalog} in memory. */
public final class MemoryCatalog implements Catalog {
  private final NavigableMap<String, DagRow> listed = new TreeMap<>();
  private final Map<DagId, DagRow> removed = new HashMap<>();
  private final Map<DagId, Map<VersionHash, Version>> versions = new HashMap<>();
  private final NavigableMap<String, FileRow> files = new TreeMap<>();

  @Override
  public synchronized VersionRow publish(
      Dag dag, VersionHash hash, String relativeFileloc, String source, Instant now) {
    var first = new VersionRow(dag.dagId(), 0, hash, now);
    RowSize.dag(dag.dagId(), Json.write(DagRow.of(dag, first, relativeFileloc, now, null)));
    var known = versions.computeIfAbsent(dag.dagId(), _ -> new LinkedHashMap<>());
    var number = known.size() + 1;
    var version =
        known.computeIfAbsent(
            hash, _ -> new Version(new VersionRow(dag.dagId(), number, hash, now), dag, source));
    var row = DagRow.of(dag, version.row, relativeFileloc, now, get(dag.dagId()));
    removed.remove(dag.dagId());
    listed.put(dag.dagId().value(), row);
    return version.row;
  }

  @Override
  public synchronized @Nullable Dag definition(DagId dagId, VersionHash version) {
    var found = version(dagId, version);
    return found == null ? null : found.dag;
  }

  @Override
  public synchronized @Nullable String source(DagId dagId, VersionHash version) {
    var found = version(dagId, version);
    return found == null ? null : found.source;
  }

  @Override
  public synchronized Page<VersionRow> versions(DagId dagId, @Nullable String from, int limit) {
    var rows = new TreeMap<String, VersionRow>();
    for (var version : versions.getOrDefault(dagId, Map.of()).values()) {
      rows.put("%010d".formatted(Integer.MAX_VALUE - version.row.number()), version.row);
    }
    return Pages.of(rows, from, limit);
  }

  @Override
  public synchronized @Nullable DagRow get(DagId dagId) {
    var row = listed.get(dagId.value());
    return row == null ? removed.get(dagId) : row;
  }

  @Override
  public synchronized Page<DagRow> dags(@Nullable String from, int limit) {
    return Pages.of(listed, from, limit);
  }

  @Override
  public synchronized void record(Decision.RecordPlan plan) {
    listed.computeIfPresent(plan.dagId().value(), (_, row) -> row.with(plan));
    removed.computeIfPresent(plan.dagId(), (_, row) -> row.with(plan));
  }

  @Override
  public synchronized void remove(DagId dagId) {
    var row = listed.remove(dagId.value());
    if (row != null) {
      removed.put(dagId, row);
    }
  }

  @Override
  public synchronized @Nullable FileRow file(String relativeFileloc) {
    return files.get(relativeFileloc);
  }

  @Override
  public synchronized Page<FileRow> files(@Nullable String from, int limit) {
    return Pages.of(files, from, limit);
  }

  @Override
  public synchronized void recordFile(FileRow file) {
    RowSize.named("file", file.relativeFileloc(), Json.write(file));
    files.put(file.relativeFileloc(), file);
  }

  @Override
  public synchronized void removeFile(String relativeFileloc) {
    files.remove(relativeFileloc);
  }

  private @Nullable Version version(DagId dagId, VersionHash hash) {
    var known = versions.get(dagId);
    return known == null ? null : known.get(hash);
  }

  private record Version(VersionRow row, Dag dag, String source) {}
}
