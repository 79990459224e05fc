package dev.updraft.standalone.simulator;

import dev.updraft.core.attempt.Attempt;
import dev.updraft.core.dag.Dag;
import dev.updraft.core.dag.DagGraph;
import dev.updraft.core.id.AttemptKey;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.id.TaskInstanceKey;
import dev.updraft.core.run.DagRunState;
import dev.updraft.core.run.Run;
import dev.updraft.core.run.TaskInstanceState;
import dev.updraft.core.run.TriggerRules;
import dev.updraft.core.run.UpstreamStates;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What must hold of a run in the end: every state follows from the states before it. */
final class Verdicts {
  private final DagGraph graph;
  private final RunKey key;
  private final Run run;
  private final Function<AttemptKey, @Nullable Attempt> rows;

  private Verdicts(Dag dag, RunKey key, Run run, Function<AttemptKey, @Nullable Attempt> rows) {
    this.graph = new DagGraph(dag);
    this.key = key;
    this.run = run;
    this.rows = rows;
  }

  static void check(Dag dag, RunKey key, Run run, Function<AttemptKey, @Nullable Attempt> rows) {
    new Verdicts(dag, key, run, rows).check();
  }

  private void check() {
    boolean failedLeaf = false;
    for (int cell = 0; cell < graph.size(); cell++) {
      check(cell);
      failedLeaf |= graph.downstreamCount(cell) == 0 && run.cells().state(cell).isFailure();
    }
    var expected = failedLeaf ? DagRunState.FAILED : DagRunState.SUCCESS;
    if (run.state() != expected) {
      throw new Violation(key + " ended " + run.state() + ", its leaves say " + expected);
    }
  }

  private void check(int cell) {
    var state = run.cells().state(cell);
    var name = key + " " + graph.task(cell).taskId();
    if (!state.isFinished()) {
      throw new Violation(name + " is " + state + " in a run that has ended");
    }
    require(
        follows(state, cell, false) || follows(state, cell, true),
        name + " is " + state + ", which does not follow from " + upstream(cell, false));
    if (state == TaskInstanceState.SUCCESS) {
      var row = row(cell, run.cells().tryNumber(cell));
      require(
          row != null && row.state() == TaskInstanceState.SUCCESS,
          name + " is success, its row " + (row == null ? "missing" : row.state()));
    }
    if (state == TaskInstanceState.FAILED) {
      var row = row(cell, run.cells().tryNumber(cell));
      boolean last = run.cells().tryNumber(cell) > graph.task(cell).retry().retries();
      require(
          row != null && (last || row.state() == TaskInstanceState.FAILED),
          name + " failed with tries left");
    }
  }

  private boolean follows(TaskInstanceState state, int cell, boolean asJudged) {
    var rule = graph.task(cell).triggerRule();
    return switch (TriggerRules.judge(rule, upstream(cell, asJudged))) {
      case TriggerRules.Verdict.Wait _ -> state == TaskInstanceState.SKIPPED;
      case TriggerRules.Verdict.Never(TaskInstanceState end) ->
          state == end || state == TaskInstanceState.SKIPPED;
      case TriggerRules.Verdict.Run _ -> state != TaskInstanceState.UPSTREAM_FAILED;
    };
  }

  private @Nullable Attempt row(int cell, int tryNumber) {
    var ti = new TaskInstanceKey(key, graph.task(cell).taskId(), TaskInstanceKey.UNMAPPED);
    return rows.apply(new AttemptKey(ti, tryNumber));
  }

  /**
   * The states a task was judged by. A branch may skip a task that was upstream_failed already, as
   * in Airflow, after what comes behind it was judged.
   */
  private UpstreamStates upstream(int cell, boolean asJudged) {
    var counts = new int[TaskInstanceState.values().length];
    for (int k = 0; k < graph.upstreamCount(cell); k++) {
      int before = graph.upstream(cell, k);
      var state = run.cells().state(before);
      boolean skippedLate =
          state == TaskInstanceState.SKIPPED && run.cells().tryNumber(before) == 0;
      counts[(asJudged && skippedLate ? TaskInstanceState.UPSTREAM_FAILED : state).code()]++;
    }
    return new UpstreamStates(
        graph.upstreamCount(cell),
        counts[TaskInstanceState.SUCCESS.code()],
        counts[TaskInstanceState.SKIPPED.code()],
        counts[TaskInstanceState.FAILED.code()],
        counts[TaskInstanceState.UPSTREAM_FAILED.code()],
        counts[TaskInstanceState.REMOVED.code()]);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new Violation(otherwise);
    }
  }
}
