package dev.updraft.core.run;

import dev.updraft.core.flow.Decision;

/** What a task instance that has not begun becomes, now that something before it has changed. */
final class Judging {
  private Judging() {}

  static void of(Progress progress, int cell) {
    if (progress.state(cell) != TaskInstanceState.NONE) {
      return;
    }
    var rule = progress.task(cell).triggerRule();
    switch (TriggerRules.judge(rule, upstreamOf(progress, cell))) {
      case TriggerRules.Verdict.Wait _ -> {}
      case TriggerRules.Verdict.Never(TaskInstanceState end) -> progress.finish(cell, end);
      case TriggerRules.Verdict.Run _ -> {
        progress.schedule(cell);
        if (!progress.task(cell).needsRunner()) {
          succeedAtOnce(progress, cell);
        }
      }
    }
  }

  private static void succeedAtOnce(Progress progress, int cell) {
    progress.decide(
        new Decision.EndAttempt(
            progress.attempt(cell),
            progress.attemptId(cell),
            progress.facts().version(),
            TaskInstanceState.SUCCESS,
            progress.now()));
    progress.finish(cell, TaskInstanceState.SUCCESS);
  }

  private static UpstreamStates upstreamOf(Progress progress, int cell) {
    int success = 0;
    int skipped = 0;
    int failed = 0;
    int upstreamFailed = 0;
    int removed = 0;
    var graph = progress.context().graph();
    int upstream = graph.upstreamCount(cell);
    for (int k = 0; k < upstream; k++) {
      switch (progress.state(graph.upstream(cell, k))) {
        case SUCCESS -> success++;
        case SKIPPED -> skipped++;
        case FAILED -> failed++;
        case UPSTREAM_FAILED -> upstreamFailed++;
        case REMOVED -> removed++;
        case NONE,
            SCHEDULED,
            QUEUED,
            RUNNING,
            RESTARTING,
            UP_FOR_RETRY,
            UP_FOR_RESCHEDULE,
            DEFERRED -> {}
      }
    }
    return new UpstreamStates(upstream, success, skipped, failed, upstreamFailed, removed);
  }
}
