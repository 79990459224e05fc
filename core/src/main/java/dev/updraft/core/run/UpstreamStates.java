package dev.updraft.core.run;

/**
 * How many of a task's direct upstream task instances are in which final state.
 *
 * @param upstream how many there are
 * @param success how many succeeded
 * @param skipped how many were skipped
 * @param failed how many failed
 * @param upstreamFailed how many could not run since something before them failed
 * @param removed how many are there no longer
 */
public record UpstreamStates(
    int upstream, int success, int skipped, int failed, int upstreamFailed, int removed) {
  /** How many have ended. */
  public int done() {
    return success + skipped + failed + upstreamFailed + removed;
  }

  boolean allDone() {
    return done() >= upstream;
  }

  boolean anyFailure() {
    return failed > 0 || upstreamFailed > 0;
  }
}
