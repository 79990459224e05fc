package dev.updraft.core.run;

import dev.updraft.core.flow.Decision;
import dev.updraft.core.flow.PlanEvent;
import dev.updraft.core.id.AggregateKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a run ends: when nothing is left to do, by the states of its leaves. If something is left but
 * nothing is on its way, the run can go no further and fails.
 */
final class Ending {
  private Ending() {}

  /** Ends the run if nothing is on its way and nothing is left to wait for. */
  static void of(Progress progress) {
    if (isOnItsWay(progress)) {
      return;
    }
    if (isDeadlocked(progress)) {
      progress.end(DagRunState.FAILED, "deadlocked: no unfinished task can run");
    } else if (hasFailedLeaf(progress)) {
      progress.end(DagRunState.FAILED, null);
    } else {
      progress.end(DagRunState.SUCCESS, null);
    }
  }

  /** Whether something has not begun although nothing is on its way that it could wait for. */
  static boolean isDeadlocked(Progress progress) {
    boolean untouched = false;
    for (int cell = 0; cell < progress.size(); cell++) {
      untouched |= progress.state(cell) == TaskInstanceState.NONE;
    }
    return untouched && !isOnItsWay(progress);
  }

  private static boolean isOnItsWay(Progress progress) {
    for (int cell = 0; cell < progress.size(); cell++) {
      var state = progress.state(cell);
      if (state != TaskInstanceState.NONE && !state.isFinished()) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasFailedLeaf(Progress progress) {
    for (int cell = 0; cell < progress.size(); cell++) {
      if (progress.state(cell).isFailure() && isLeaf(progress, cell)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLeaf(Progress progress, int cell) {
    return progress.context().graph().downstreamCount(cell) == 0;
  }

  /** What an ended run has to tell, to tell it again. */
  static List<Decision> news(Run run, RunContext context) {
    var at = run.endedAt();
    return news(run.state(), at == null ? run.startedAt() : at, run.reason(), context);
  }

  /** What a run has to tell when it ends. */
  static List<Decision> news(
      DagRunState end, Instant at, @Nullable String why, RunContext context) {
    var key = context.key();
    return List.of(
        new Decision.RecordRun(key, end, at, why),
        new Decision.Tell(
            new AggregateKey.OfDag(key.dagId()), new PlanEvent.RunFinished(key.runId(), end)));
  }
}
