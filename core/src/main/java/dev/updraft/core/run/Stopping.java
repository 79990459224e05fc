package dev.updraft.core.run;

import java.time.Duration;
import java.util.Locale;

/**
 * How a run is stopped before all its tasks are done: by {@code dagrun_timeout}, or by the first
 * failed task of a DAG with {@code fail_fast}. What one step cannot stop, the next steps do; until
 * then nothing else of the run moves on.
 */
final class Stopping {
  private Stopping() {}

  /** Stops the run if it is to be stopped; true if nothing else is to be done in this step. */
  static boolean of(Progress progress) {
    var timeout = progress.dag().limits().dagrunTimeout();
    if (timeout != null && progress.elapsed().compareTo(timeout) >= 0) {
      if (!endUnfinished(progress, TaskInstanceState.SKIPPED)) {
        return true;
      }
      progress.end(DagRunState.FAILED, "timed out after " + words(timeout));
      return true;
    }
    return progress.dag().limits().failFast()
        && hasFailed(progress)
        && !endUnfinished(progress, TaskInstanceState.FAILED);
  }

  private static boolean hasFailed(Progress progress) {
    for (int cell = 0; cell < progress.size(); cell++) {
      if (progress.state(cell) == TaskInstanceState.FAILED) {
        return true;
      }
    }
    return false;
  }

  /** What is launched ends as said, what is not is skipped; false if that is too much at once. */
  private static boolean endUnfinished(Progress progress, TaskInstanceState ofLaunched) {
    for (int cell = 0; cell < progress.size(); cell++) {
      if (progress.state(cell).isFinished()) {
        continue;
      }
      if (!progress.decidesMore()) {
        progress.continueLater();
        return false;
      }
      boolean launched = progress.state(cell) == TaskInstanceState.QUEUED;
      progress.endOver(cell, launched ? ofLaunched : TaskInstanceState.SKIPPED);
    }
    return true;
  }

  private static String words(Duration duration) {
    return duration.toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
