package dev.updraft.core.run;

import dev.updraft.core.dag.Missing;
import dev.updraft.core.flow.Decision;
import dev.updraft.core.flow.Outcome;
import dev.updraft.core.flow.RunEvent;
import dev.updraft.core.flow.Step;
import dev.updraft.core.flow.Work;
import dev.updraft.core.id.TaskId;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The rules of the run aggregate: what each event means for a run. */
public final class RunRules {
  private RunRules() {}

  /**
   * What a run becomes by an event, and what is to be done.
   *
   * @param run the run's state, null before it has started
   */
  public static Step<@Nullable Run> decide(
      @Nullable Run run, RunEvent event, RunContext context, Instant now) {
    if (run == null) {
      return unknown(event, context, now);
    }
    if (run.isFinished()) {
      return new Step<>(run, afterTheEnd(run, event, context));
    }
    var progress = new Progress(run, context, now);
    switch (event) {
      case RunEvent.RunStarted _ -> {}
      case RunEvent.AttemptFinished finished -> finish(progress, finished);
      case RunEvent.AttemptLost lost -> lose(progress, lost);
      case RunEvent.SlotsGranted granted -> granted(progress, granted);
      case RunEvent.WaitOver over -> waitOver(progress, over.work());
      case RunEvent.RunContinued _ -> progress.judgeAll();
      case RunEvent.RunTimedOut _ -> wakeIfEarly(progress);
      case RunEvent.RunPausedSet set -> progress.paused(set.paused());
      case RunEvent.RunWatched watched -> Watch.over(progress, watched.runnersGoneBefore());
    }
    progress.settle();
    if (event instanceof RunEvent.RunWatched) {
      Watch.quieten(progress);
    }
    return progress.step();
  }

  private static Step<@Nullable Run> unknown(RunEvent event, RunContext context, Instant now) {
    return switch (event) {
      case RunEvent.RunStarted started -> start(started, context, now);
      case RunEvent.SlotsGranted granted ->
          new Step<>(null, List.of(Granting.giveBack(granted, context)));
      case RunEvent.AttemptFinished _,
          RunEvent.AttemptLost _,
          RunEvent.WaitOver _,
          RunEvent.RunContinued _,
          RunEvent.RunTimedOut _,
          RunEvent.RunPausedSet _,
          RunEvent.RunWatched _ ->
          Step.none(null);
    };
  }

  private static Step<@Nullable Run> start(
      RunEvent.RunStarted event, RunContext context, Instant now) {
    var run =
        new Run(
            event.facts(),
            DagRunState.RUNNING,
            now,
            null,
            null,
            event.paused(),
            null,
            Cells.blank(context.graph().size()),
            new TreeMap<>());
    var progress = new Progress(run, context, now);
    progress.decide(new Decision.RecordRun(context.key(), DagRunState.RUNNING, now, null));
    var missing = Missing.in(context.graph().dag());
    if (!missing.isEmpty()) {
      progress.end(DagRunState.FAILED, oneLine(missing));
      return progress.step();
    }
    progress.wakeForTimeout();
    progress.judgeAll();
    progress.settle();
    return progress.step();
  }

  private static String oneLine(List<String> missing) {
    return missing.size() == 1
        ? missing.getFirst()
        : missing.getFirst() + " (and " + (missing.size() - 1) + " more)";
  }

  private static List<Decision> afterTheEnd(Run run, RunEvent event, RunContext context) {
    return switch (event) {
      case RunEvent.RunStarted _, RunEvent.RunWatched _ -> Ending.news(run, context);
      case RunEvent.SlotsGranted granted -> List.of(Granting.giveBack(granted, context));
      case RunEvent.AttemptFinished _,
          RunEvent.AttemptLost _,
          RunEvent.WaitOver _,
          RunEvent.RunContinued _,
          RunEvent.RunTimedOut _,
          RunEvent.RunPausedSet _ ->
          List.of();
    };
  }

  private static void finish(Progress progress, RunEvent.AttemptFinished event) {
    var cell = progress.launchedCell(event.work());
    if (cell == null) {
      return;
    }
    if (event.outcome() instanceof Outcome.Rescheduled(Instant until, int count)) {
      progress.reschedule(cell, until, count);
      return;
    }
    for (TaskId skipped : event.skipDownstream()) {
      progress.skip(skipped);
    }
    switch (event.outcome()) {
      case Outcome.Succeeded _ -> progress.finish(cell, TaskInstanceState.SUCCESS);
      case Outcome.Skipped _ -> progress.finish(cell, TaskInstanceState.SKIPPED);
      case Outcome.Failed(boolean retry) -> fail(progress, cell, retry, event.at());
      case Outcome.Rescheduled _ -> throw new IllegalStateException("handled above");
    }
  }

  private static void lose(Progress progress, RunEvent.AttemptLost event) {
    var cell = progress.launchedCell(event.work());
    if (cell != null) {
      fail(progress, cell, true, event.at());
    }
  }

  private static void fail(Progress progress, int cell, boolean mayRetry, Instant at) {
    var retry = progress.task(cell).retry();
    int tryNumber = progress.tryNumber(cell);
    if (mayRetry && tryNumber <= retry.retries() && tryNumber < Cells.TRY_MAX) {
      var wait = RetryDelay.of(retry, progress.attempt(cell), progress.facts());
      progress.retryAt(cell, at.plus(wait));
      return;
    }
    progress.finish(cell, TaskInstanceState.FAILED);
  }

  private static void granted(Progress progress, RunEvent.SlotsGranted event) {
    if (!Granting.grant(progress, event)) {
      progress.decide(Granting.giveBack(event, progress.context()));
    }
  }

  private static void waitOver(Progress progress, Work work) {
    var cell = progress.cellOf(work);
    if (cell != null) {
      progress.waitOver(cell);
    }
  }

  /** A run whose time is over stops whatever it is told; one that is told too early waits on. */
  private static void wakeIfEarly(Progress progress) {
    var due = progress.timeoutAt();
    if (due != null && progress.now().isBefore(due)) {
      progress.wakeForTimeout();
    }
  }
}
