package dev.updraft.api.execution;

import dev.updraft.core.attempt.Brief;
import dev.updraft.core.dag.Dag;
import dev.updraft.core.dag.NativeOperator;
import dev.updraft.core.dag.Task;
import dev.updraft.core.flow.RunFacts;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.schedule.DataInterval;
import dev.updraft.core.schedule.Timetable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What native runners are told about their attempts. */
final class Briefs {
  private static final Set<NativeOperator> SKIPPING =
      EnumSet.of(
          NativeOperator.BRANCH_PYTHON, NativeOperator.SHORT_CIRCUIT, NativeOperator.LATEST_ONLY);

  private Briefs() {}

  static Brief of(Dag dag, Task task, RunFacts run, String relativeFileloc, Instant now) {
    var operator = NativeOperator.of(task.operator());
    boolean skips = operator.filter(SKIPPING::contains).isPresent();
    boolean asksLatest = operator.filter(NativeOperator.LATEST_ONLY::equals).isPresent();
    return new Brief(
        task,
        alone(dag, task),
        relativeFileloc,
        skips ? downstream(dag, task) : new TreeMap<>(),
        asksLatest ? isLatest(dag, run, now) : null);
  }

  private static boolean isLatest(Dag dag, RunFacts run, Instant now) {
    var start = run.dataIntervalStart();
    var end = run.dataIntervalEnd();
    var date = run.logicalDate() == null ? run.runAfter() : run.logicalDate();
    var interval =
        start == null || end == null ? DataInterval.exact(date) : new DataInterval(start, end);
    return Timetable.isLatest(dag.schedule(), run.type(), interval, now);
  }

  /** The DAG with this task only: a runner needs no other, and a large DAG would be heavy. */
  @SuppressWarnings("NullAway") // NullAway does not see that settings may hold nulls on both sides
  private static Dag alone(Dag dag, Task task) {
    return new Dag(
        dag.dagId(),
        dag.displayName(),
        dag.description(),
        dag.docMd(),
        dag.tags(),
        List.of(task),
        List.of(),
        List.of(),
        dag.schedule(),
        dag.startDate(),
        dag.endDate(),
        dag.limits(),
        dag.params(),
        dag.settings(),
        dag.position());
  }

  private static SortedMap<TaskId, List<TaskId>> downstream(Dag dag, Task task) {
    var after = new TreeMap<TaskId, List<TaskId>>();
    after.put(task.taskId(), new ArrayList<>());
    var reached = new HashSet<>(List.of(task.taskId()));
    for (var other : dag.tasks()) {
      for (var upstream : other.upstream()) {
        if (reached.contains(upstream)) {
          reached.add(other.taskId());
          after.computeIfAbsent(upstream, _ -> new ArrayList<>()).add(other.taskId());
          after.computeIfAbsent(other.taskId(), _ -> new ArrayList<>());
        }
      }
    }
    return after;
  }
}
