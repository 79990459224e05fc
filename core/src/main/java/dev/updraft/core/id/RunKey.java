package dev.updraft.core.id;

/**
 * Which run of which DAG.
 *
 * @param dagId the DAG
 * @param runId the run, unique in the DAG
 */
public record RunKey(DagId dagId, RunId runId) {
  @Override
  public String toString() {
    return dagId + " " + runId;
  }
}
