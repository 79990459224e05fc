package dev.updraft.scheduler;

import dev.updraft.core.dag.DagGraph;
import dev.updraft.core.id.DagId;
import dev.updraft.core.id.VersionHash;
import dev.updraft.core.port.Catalog;

/** The graphs of DAG versions. A version never changes, so those used lately are kept. */
final class Definitions {
  private static final int KEPT_MAX = 256;

  private final Catalog catalog;
  private final Lately<VersionHash, DagGraph> graphs = new Lately<>(KEPT_MAX);

  Definitions(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * The graph of a version.
   *
   * @throws IllegalStateException if the catalog does not have the version
   */
  DagGraph of(DagId dagId, VersionHash version) {
    var kept = graphs.get(version);
    if (kept != null) {
      return kept;
    }
    var dag = catalog.definition(dagId, version);
    if (dag == null) {
      throw new IllegalStateException("DAG " + dagId + " has no stored version " + version);
    }
    var graph = new DagGraph(dag);
    graphs.put(version, graph);
    return graph;
  }
}
