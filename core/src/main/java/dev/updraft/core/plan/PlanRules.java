package dev.updraft.core.plan;

import dev.updraft.core.flow.PlanEvent;
import dev.updraft.core.flow.Step;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The rules of a DAG's aggregate: what each event means for its plan. */
public final class PlanRules {
  private PlanRules() {}

  /**
   * What a plan becomes by an event, and what is to be done.
   *
   * @param plan the plan, null before the DAG's first version is published
   */
  public static Step<@Nullable Plan> decide(
      @Nullable Plan plan, PlanEvent event, PlanContext context, Instant now) {
    if (plan == null) {
      return event instanceof PlanEvent.DagPublished published
          ? publish(first(published, context), published, context, now)
          : Step.none(null);
    }
    var progress = new PlanProgress(plan, context, now);
    switch (event) {
      case PlanEvent.DagPublished published -> {
        return publish(plan, published, context, now);
      }
      case PlanEvent.DagRemoved _ -> progress.removed(true);
      case PlanEvent.RunTriggered triggered -> progress.trigger(triggered.run());
      case PlanEvent.RunFinished(var runId, var state) -> progress.finish(runId, state);
      case PlanEvent.PausedSet(boolean paused) -> progress.pause(paused);
      case PlanEvent.ScheduleDue _ -> {}
      case PlanEvent.PlanWatched _ -> progress.startAgain();
      case PlanEvent.PlanContinued(var after, boolean start) -> progress.tellAfter(after, start);
    }
    progress.advance();
    return progress.step();
  }

  private static Plan first(PlanEvent.DagPublished event, PlanContext context) {
    var said = context.dag().limits().isPausedUponCreation();
    return new Plan(
        event.version(),
        said == null ? context.settings().pausedAtCreation() : said,
        false,
        null,
        null,
        new TreeMap<>(),
        List.of(),
        Failures.NONE);
  }

  private static Step<@Nullable Plan> publish(
      Plan plan, PlanEvent.DagPublished event, PlanContext context, Instant now) {
    var progress = new PlanProgress(plan, context, now);
    progress.removed(false);
    progress.version(event.version());
    progress.advance();
    progress.recordPlan();
    return progress.step();
  }
}
