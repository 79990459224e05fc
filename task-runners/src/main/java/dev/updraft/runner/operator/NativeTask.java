package dev.updraft.runner.operator;

/** What an operator does when it runs. */
@FunctionalInterface
public interface NativeTask {
  /**
   * Runs.
   *
   * @throws TaskFailure if it fails
   * @throws TaskSkip if it is to be skipped
   * @throws InterruptedException if the attempt is stopped
   */
  Result execute(Execution execution) throws InterruptedException;
}
