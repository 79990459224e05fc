package dev.updraft.aws.dynamo;

import dev.updraft.core.dag.Dag;
import dev.updraft.core.id.DagId;
import dev.updraft.core.id.VersionHash;
import dev.updraft.core.port.Catalog.VersionRow;
import dev.updraft.core.port.Page;
import dev.updraft.core.port.StoreException;
import dev.updraft.core.wire.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The versions of DAGs: an item by number, which is taken first and lists it, and one by hash with
 * what it holds. Where the second is missing after a crash, publishing again completes it.
 */
final class DynamoVersions {
  /** The attribute with the definition. */
  static final String DEFINITION = "def";

  /** The attribute with the source. */
  static final String SOURCE = "src";

  /** How often a number that someone else took meanwhile is followed by another try. */
  private static final int ATTEMPTS_MAX = 20;

  private final Table table;
  private final Definitions definitions;

  DynamoVersions(Table table, Definitions definitions) {
    this.table = table;
    this.definitions = definitions;
  }

  @Nullable Item item(DagId dagId, VersionHash hash) {
    return table.get(byHash(dagId), hash.value());
  }

  VersionRow store(Dag dag, VersionHash hash, String source, Instant now) {
    var known = item(dag.dagId(), hash);
    if (known != null) {
      return read(dag.dagId(), known);
    }
    var row = numbered(dag.dagId(), hash, now);
    var item =
        Item.of(byHash(dag.dagId()), hash.value())
            .with("nu", row.number())
            .with("ha", hash.value())
            .with("ca", row.createdAt());
    definitions.write(item, DEFINITION, Json.write(dag));
    definitions.write(item, SOURCE, source);
    table.put(item);
    return row;
  }

  Page<VersionRow> list(DagId dagId, @Nullable String from, int limit) {
    var range = Range.latest(null, Item.PK, byNumber(dagId), Item.SK, from, limit);
    return table.page(range, item -> read(dagId, item));
  }

  private VersionRow numbered(DagId dagId, VersionHash hash, Instant now) {
    for (var attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      var latest = list(dagId, null, 1).items();
      if (!latest.isEmpty() && latest.getFirst().hash().equals(hash)) {
        return latest.getFirst();
      }
      var number = latest.isEmpty() ? 1 : latest.getFirst().number() + 1;
      var item =
          Item.of(byNumber(dagId), "%09d".formatted(number))
              .with("nu", number)
              .with("ha", hash.value())
              .with("ca", now);
      if (table.putIf(item, "attribute_not_exists(pk)", Item.empty())) {
        return read(dagId, item);
      }
    }
    throw new StoreException("no free version number for DAG " + dagId);
  }

  private static VersionRow read(DagId dagId, Item item) {
    return new VersionRow(
        dagId,
        Math.toIntExact(item.number("nu")),
        new VersionHash(item.text("ha")),
        item.time("ca"));
  }

  private static String byHash(DagId dagId) {
    return "vh#" + dagId;
  }

  private static String byNumber(DagId dagId) {
    return "vn#" + dagId;
  }
}
