package dev.updraft.aws.dynamo;

import dev.updraft.core.dag.Dag;
import dev.updraft.core.flow.Decision;
import dev.updraft.core.id.DagId;
import dev.updraft.core.id.VersionHash;
import dev.updraft.core.port.Blobs;
import dev.updraft.core.port.Catalog;
import dev.updraft.core.port.Page;
import dev.updraft.core.port.RowSize;
import dev.updraft.core.wire.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@link Catalog} on DynamoDB: the DAGs in one partition, the files in another. What publishing
 * says of a DAG and what its plan says of it are different attributes, so neither overwrites the
 * other.
 */
public final class DynamoCatalog implements Catalog {
  /** Definitions that are kept in memory. */
  private static final int CACHED_MAX = 256;

  private static final String DAGS = "dags";
  private static final String FILES = "files";

  private final Table table;
  private final Definitions definitions;
  private final DynamoVersions versions;
  private final Map<String, Dag> cache =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Dag> eldest) {
              return size() > CACHED_MAX;
            }
          });

  /** In this table, large definitions in the blobs. */
  public DynamoCatalog(Table table, Blobs blobs) {
    this.table = table;
    this.definitions = new Definitions(blobs);
    this.versions = new DynamoVersions(table, definitions);
  }

  @Override
  public VersionRow publish(
      Dag dag, VersionHash hash, String relativeFileloc, String source, Instant now) {
    RowSize.dag(
        dag.dagId(),
        Json.write(row(dag, new VersionRow(dag.dagId(), 0, hash, now), relativeFileloc, now)));
    var version = versions.store(dag, hash, source, now);
    var row = row(dag, version, relativeFileloc, now);
    var values = Item.empty().with(":row", Json.write(row)).with(":paused", row.paused());
    table.update(
        new Table.Update(
            DAGS,
            dag.dagId().value(),
            "SET j = :row, pa = if_not_exists(pa, :paused) REMOVE gone",
            null,
            values));
    return version;
  }

  private static DagRow row(Dag dag, VersionRow version, String relativeFileloc, Instant now) {
    return DagRow.of(dag, version, relativeFileloc, now, null);
  }

  @Override
  public @Nullable Dag definition(DagId dagId, VersionHash version) {
    var key = dagId + "|" + version;
    var cached = cache.get(key);
    if (cached != null) {
      return cached;
    }
    var item = versions.item(dagId, version);
    var json = item == null ? null : definitions.read(item, DynamoVersions.DEFINITION);
    if (json == null) {
      return null;
    }
    var dag = Json.read(json, Dag.class);
    cache.put(key, dag);
    return dag;
  }

  @Override
  public @Nullable String source(DagId dagId, VersionHash version) {
    var item = versions.item(dagId, version);
    return item == null ? null : definitions.read(item, DynamoVersions.SOURCE);
  }

  @Override
  public Page<VersionRow> versions(DagId dagId, @Nullable String from, int limit) {
    return versions.list(dagId, from, limit);
  }

  @Override
  public @Nullable DagRow get(DagId dagId) {
    var item = table.get(DAGS, dagId.value());
    return item == null ? null : read(item);
  }

  @Override
  public Page<DagRow> dags(@Nullable String from, int limit) {
    var rows = new ArrayList<DagRow>();
    var after = from;
    do {
      var range = Range.below(DAGS, "", after, limit - rows.size());
      var slice = table.query(range.where("attribute_not_exists(gone)"));
      rows.addAll(table.readable(slice.items(), DynamoCatalog::read));
      after = slice.last();
    } while (after != null && rows.size() < limit);
    return new Page<>(rows, after);
  }

  @Override
  public void record(Decision.RecordPlan plan) {
    var values = Item.empty().with(":paused", plan.paused());
    var next = plan.nextRun();
    if (next != null) {
      values.with(":next", Json.write(next));
    }
    var set = "SET pa = :paused" + (next == null ? " REMOVE nr" : ", nr = :next");
    table.update(new Table.Update(DAGS, plan.dagId().value(), set, "attribute_exists(pk)", values));
  }

  @Override
  public void remove(DagId dagId) {
    var values = Item.empty().with(":gone", true);
    table.update(
        new Table.Update(DAGS, dagId.value(), "SET gone = :gone", "attribute_exists(pk)", values));
  }

  @Override
  public @Nullable FileRow file(String relativeFileloc) {
    var item = table.get(FILES, relativeFileloc);
    return item == null ? null : readFile(item);
  }

  @Override
  public Page<FileRow> files(@Nullable String from, int limit) {
    return table.page(Range.below(FILES, "", from, limit), DynamoCatalog::readFile);
  }

  @Override
  public void recordFile(FileRow file) {
    var json = Json.write(file);
    RowSize.named("file", file.relativeFileloc(), json);
    table.put(Item.of(FILES, file.relativeFileloc()).with("j", json));
  }

  @Override
  public void removeFile(String relativeFileloc) {
    table.delete(FILES, relativeFileloc);
  }

  private static FileRow readFile(Item item) {
    return Json.read(item.text("j"), FileRow.class);
  }

  private static DagRow read(Item item) {
    var row = Json.read(item.text("j"), DagRow.class);
    var next = item.textOrNull("nr");
    return row.with(
        new Decision.RecordPlan(
            row.dagId(),
            row.version(),
            item.flag("pa"),
            next == null ? null : Json.read(next, Decision.NextRun.class)));
  }
}
