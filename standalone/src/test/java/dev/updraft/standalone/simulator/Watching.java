package dev.updraft.standalone.simulator;

import dev.updraft.core.attempt.LaunchMessage;
import dev.updraft.core.dag.Dag;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.id.TaskInstanceKey;
import dev.updraft.core.plan.Plan;
import dev.updraft.core.pool.Pool;
import dev.updraft.core.run.Run;
import dev.updraft.core.run.TaskInstanceState;
import dev.updraft.scheduler.AggregateState;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What must hold after every step, whatever goes wrong. It sees each state as it is committed, and
 * each answer a runner gets.
 */
final class Watching {
  private final Map<String, Dag> dags;
  private final Map<String, Run> runs = new TreeMap<>();
  private final Map<String, String> claims = new HashMap<>();
  private final Map<TaskInstanceKey, String> successes = new HashMap<>();

  Watching(Map<String, Dag> dags) {
    this.dags = dags;
  }

  Map<String, Run> runs() {
    return runs;
  }

  /** One attempt has one runner between two reschedules. */
  void claimed(LaunchMessage message, String host, int reschedules) {
    var other = claims.putIfAbsent(message.id() + "#" + reschedules, host);
    if (other != null && !other.equals(host)) {
      throw new Violation(message.key() + " was given to " + host + " and to " + other);
    }
  }

  /** One task instance succeeds at most once. */
  void ended(LaunchMessage message, String host, String body) {
    if (!body.contains("\"success\"")) {
      return;
    }
    var ti = message.key().taskInstance();
    var other = successes.putIfAbsent(ti, message.id() + host);
    if (other != null && !other.equals(message.id() + host)) {
      throw new Violation(ti + " succeeded twice: try " + message.key().tryNumber());
    }
  }

  /** A state has been committed. */
  void committed(AggregateKey key, AggregateState state) {
    switch (state) {
      case AggregateState.OfPlan(var plan) -> plan(key, plan);
      case AggregateState.OfRun(var run) -> run(((AggregateKey.OfRun) key).run(), run);
      case AggregateState.OfPool(var pool) -> pool(key, pool);
    }
  }

  private void plan(AggregateKey key, Plan plan) {
    var dag = dags.get(((AggregateKey.OfDag) key).dagId().value());
    if (dag != null && plan.active().size() > dag.limits().maxActiveRuns()) {
      throw new Violation(key.text() + " has " + plan.active().size() + " active runs");
    }
  }

  private void run(RunKey key, Run run) {
    var before = runs.put(key.toString(), run);
    var dag = dags.get(key.dagId().value());
    if (before != null && before.isFinished() && before.state() != run.state()) {
      throw new Violation(key + " was " + before.state() + " and became " + run.state());
    }
    if (dag == null) {
      return;
    }
    int active = 0;
    for (int cell = 0; cell < run.cells().size(); cell++) {
      var state = run.cells().state(cell);
      active += state == TaskInstanceState.QUEUED ? 1 : 0;
      finishedStays(key, before, run, cell);
      int tries = run.cells().tryNumber(cell);
      if (tries > dag.tasks().get(cell).retry().retries() + 1) {
        throw new Violation(
            key + " tries " + dag.tasks().get(cell).taskId() + " " + tries + " times");
      }
    }
    if (active > dag.limits().maxActiveTasks()) {
      throw new Violation(key + " has " + active + " active task instances");
    }
    slots();
  }

  private static void finishedStays(RunKey key, @Nullable Run before, Run run, int cell) {
    if (before == null) {
      return;
    }
    var was = before.cells().state(cell);
    var is = run.cells().state(cell);
    boolean skipped = was == TaskInstanceState.UPSTREAM_FAILED && is == TaskInstanceState.SKIPPED;
    if (was.isFinished() && was != is && !skipped) {
      throw new Violation(key + " cell " + cell + " was " + was + " and became " + is);
    }
  }

  /** What runs in a pool never takes more slots than it has. */
  private void slots() {
    var taken = new TreeMap<String, Integer>();
    runs.forEach((key, run) -> {
      var dag = dags.get(key.substring(0, key.indexOf(' ')));
      for (int cell = 0; dag != null && cell < run.cells().size(); cell++) {
        if (run.cells().state(cell) == TaskInstanceState.QUEUED && !run.isFinished()) {
          var task = dag.tasks().get(cell);
          taken.merge("pool|" + task.slots().pool(), task.slots().poolSlots(), Integer::sum);
          if (task.slots().maxActiveTisPerDag() != null) {
            taken.merge("limit|" + dag.dagId() + "|" + task.taskId(), 1, Integer::sum);
          }
        }
      }
    });
    taken.forEach((name, slots) -> {
      if (sizes.containsKey(name) && slots > sizes.get(name)) {
        throw new Violation(name + " has " + slots + " of " + sizes.get(name) + " slots taken");
      }
    });
  }

  private final Map<String, Integer> sizes = new HashMap<>();

  private void pool(AggregateKey key, Pool pool) {
    if (pool.slots() > 0) {
      sizes.put(key.text(), pool.slots());
      if (pool.held() > pool.slots()) {
        throw new Violation(key.text() + " lent " + pool.held() + " of " + pool.slots() + " slots");
      }
    }
  }
}
