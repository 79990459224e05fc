package dev.updraft.core.run;

import dev.updraft.core.dag.Dag;
import dev.updraft.core.dag.Task;
import dev.updraft.core.flow.Decision;
import dev.updraft.core.flow.PoolEvent;
import dev.updraft.core.id.AggregateKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Which scheduled task instances start now: by priority, within {@code max_active_tasks} and the
 * tasks' own limits, and only with the slots they need. Of a pool, a run never waits for more slots
 * than it could use at once.
 */
final class Launching {
  private final Progress progress;
  private final Map<AggregateKey, Integer> waiting = new HashMap<>();
  private final Map<Integer, Integer> activeOfTask = new HashMap<>();
  private int free;

  private Launching(Progress progress) {
    this.progress = progress;
    this.free = progress.dag().limits().maxActiveTasks();
  }

  /** Launches; true if more could be launched than one step may decide. */
  static boolean in(Progress progress) {
    return new Launching(progress).run();
  }

  static AggregateKey limitOf(Dag dag, Task task) {
    return new AggregateKey.OfTaskLimit(dag.dagId(), task.taskId());
  }

  static AggregateKey poolOf(Task task) {
    return new AggregateKey.OfPool(task.slots().pool());
  }

  private boolean run() {
    boolean anyScheduled = false;
    for (int cell = 0; cell < progress.size(); cell++) {
      switch (progress.state(cell)) {
        case QUEUED, RUNNING -> countActive(cell);
        case SCHEDULED -> {
          anyScheduled = true;
          countWaiting(cell);
        }
        case NONE,
            SUCCESS,
            RESTARTING,
            FAILED,
            UP_FOR_RETRY,
            UP_FOR_RESCHEDULE,
            UPSTREAM_FAILED,
            SKIPPED,
            DEFERRED,
            REMOVED -> {}
      }
    }
    var graph = progress.context().graph();
    for (int place = 0; anyScheduled && free > 0 && place < progress.size(); place++) {
      int cell = graph.byPriority(place);
      if (progress.state(cell) != TaskInstanceState.SCHEDULED) {
        continue;
      }
      if (!progress.decidesMore()) {
        return true;
      }
      tryToLaunch(cell);
    }
    return false;
  }

  private void countActive(int cell) {
    free--;
    activeOfTask.merge(cell, 1, Integer::sum);
  }

  private void countWaiting(int cell) {
    var seats = progress.detail(cell).seats();
    if (seats.waitsForLimit()) {
      waiting.merge(limitOf(progress.dag(), progress.task(cell)), 1, Integer::sum);
    }
    if (seats.waitsForPool()) {
      waiting.merge(poolOf(progress.task(cell)), 1, Integer::sum);
    }
  }

  private void tryToLaunch(int cell) {
    var slots = progress.task(cell).slots();
    var perRun = slots.maxActiveTisPerDagrun();
    if (perRun != null && activeOfTask.getOrDefault(cell, 0) >= perRun) {
      return;
    }
    var seats = progress.detail(cell).seats();
    if (slots.maxActiveTisPerDag() != null && !seats.limitGranted()) {
      var limit = limitOf(progress.dag(), progress.task(cell));
      if (!seats.limitAsked() && mayWaitFor(limit)) {
        progress.seats(cell, seats.askLimit());
        ask(limit, cell);
      }
      return;
    }
    if (needsPool(slots) && !seats.poolGranted()) {
      var pool = poolOf(progress.task(cell));
      if (!seats.poolAsked() && mayWaitFor(pool)) {
        progress.seats(cell, seats.askPool());
        ask(pool, cell);
      }
      return;
    }
    progress.launch(cell);
    countActive(cell);
  }

  private boolean needsPool(Task.Slots slots) {
    return !slots.pool().equals(Task.Slots.DEFAULT_POOL)
        || progress.context().settings().defaultPoolLimited();
  }

  private boolean mayWaitFor(AggregateKey key) {
    var already = waiting.getOrDefault(key, 0);
    if (already >= progress.dag().limits().maxActiveTasks()) {
      return false;
    }
    waiting.put(key, already + 1);
    return true;
  }

  private void ask(AggregateKey key, int cell) {
    progress.quiet(null);
    progress.decide(new Decision.Tell(key, question(progress, key, cell)));
  }

  /** The question a waiting task instance has asked, to ask it again. */
  static PoolEvent.SlotsAsked question(Progress progress, AggregateKey key, int cell) {
    var slots = progress.task(cell).slots();
    boolean limit = key instanceof AggregateKey.OfTaskLimit;
    Instant logicalDate = progress.facts().logicalDate();
    return new PoolEvent.SlotsAsked(
        progress.context().key(),
        progress.work(cell),
        limit ? 1 : slots.poolSlots(),
        progress.context().graph().weight(cell),
        limit ? slots.maxActiveTisPerDag() : null,
        logicalDate == null ? progress.facts().runAfter() : logicalDate);
  }
}
