package dev.updraft.api.view;

import dev.updraft.core.dag.Dag;
import dev.updraft.core.id.DagId;
import dev.updraft.core.id.VersionHash;
import dev.updraft.core.port.Catalog;
import dev.updraft.core.port.Catalog.DagRow;
import dev.updraft.core.port.Catalog.VersionRow;
import java.util.List;
import java.util.Optional;

/** DAGs as the API reads them. Definitions and versions never change, so they are kept. */
public final class Dags {
  /** How many DAGs a list looks at. */
  public static final int DAGS_MAX = 10_000;

  /** How many versions of a DAG a list looks at. */
  public static final int VERSIONS_MAX = 1_000;

  private static final int KEPT = 200;
  private final Catalog catalog;
  private final Recent<Version, Dag> definitions = new Recent<>(KEPT);
  private final Recent<Version, VersionRow> rows = new Recent<>(KEPT * 5);

  /** Over the catalog. */
  public Dags(Catalog catalog) {
    this.catalog = catalog;
  }

  /** Every DAG that has a file, by id. */
  public List<DagRow> all() {
    return Paged.first(DAGS_MAX, catalog::dags);
  }

  /** A DAG with its current definition, if it is there. */
  public Optional<Known> find(String dagId) {
    return id(dagId).flatMap(id -> Optional.ofNullable(catalog.get(id))).flatMap(this::known);
  }

  /** A row with its current definition, if that is there. */
  public Optional<Known> known(DagRow row) {
    return definition(row.dagId(), row.version())
        .map(dag -> new Known(row, dag, hasImportErrors(row)));
  }

  /** The definition of a version, if it is there. */
  public Optional<Dag> definition(DagId dagId, VersionHash hash) {
    var key = new Version(dagId, hash);
    var kept = definitions.get(key);
    if (kept == null) {
      kept = catalog.definition(dagId, hash);
      if (kept != null) {
        definitions.put(key, kept);
      }
    }
    return Optional.ofNullable(kept);
  }

  /** The versions of a DAG, the latest first. */
  public List<VersionRow> versions(DagId dagId) {
    return Paged.first(VERSIONS_MAX, (from, limit) -> catalog.versions(dagId, from, limit));
  }

  /** The row of a version, if it is there. */
  public Optional<VersionRow> version(DagId dagId, VersionHash hash) {
    var key = new Version(dagId, hash);
    var kept = rows.get(key);
    if (kept != null) {
      return Optional.of(kept);
    }
    for (var row : versions(dagId)) {
      rows.put(new Version(dagId, row.hash()), row);
      if (row.hash().equals(hash)) {
        return Optional.of(row);
      }
    }
    return Optional.empty();
  }

  /** The row of a version by its number, if it is there. */
  public Optional<VersionRow> version(DagId dagId, int number) {
    return versions(dagId).stream().filter(row -> row.number() == number).findFirst();
  }

  /** The id with this text, if it can be one. */
  public static Optional<DagId> id(String text) {
    try {
      return Optional.of(new DagId(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private boolean hasImportErrors(DagRow row) {
    var file = catalog.file(row.relativeFileloc());
    return file != null && !file.errors().isEmpty();
  }

  /**
   * A DAG as it is now.
   *
   * @param row its row
   * @param dag the definition of its current version
   * @param hasImportErrors whether its file could not be read in whole the last time
   */
  public record Known(DagRow row, Dag dag, boolean hasImportErrors) {}

  private record Version(DagId dagId, VersionHash hash) {}
}
