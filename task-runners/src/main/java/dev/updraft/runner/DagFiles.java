package dev.updraft.runner;

import dev.updraft.runner.api.ApiClient;

/** How the DAG folder's files come to where tasks run. */
@FunctionalInterface
public interface DagFiles {
  /** They are there: runner and DAG folder are on one machine. */
  DagFiles HERE = _ -> {};

  /**
   * Brings the folder in step.
   *
   * @param api of the attempt that needs them
   * @throws dev.updraft.runner.operator.TaskFailure if the folder is too large
   */
  void bring(ApiClient api);
}
