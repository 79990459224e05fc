package dev.updraft.api.view;

import dev.updraft.core.attempt.Attempt;
import dev.updraft.core.dag.Dag;
import dev.updraft.core.dag.DagGraph;
import dev.updraft.core.dag.Task;
import dev.updraft.core.id.AttemptKey;
import dev.updraft.core.id.GroupId;
import dev.updraft.core.id.TaskInstanceKey;
import dev.updraft.core.port.AttemptStore;
import dev.updraft.core.port.Catalog.VersionRow;
import dev.updraft.core.port.RunStore.RunRow;
import dev.updraft.core.run.TaskInstanceState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Task instances as the API shows them. The run's vector is the truth about the run; the attempt's
 * row is the truth about an attempt that is on its way, since the run hears of it only when it
 * ends.
 */
public final class TaskInstances {
  /** How many attempts of one run a list looks at. */
  public static final int ATTEMPTS_MAX = 50_000;

  private final Dags dags;
  private final RunView view;
  private final AttemptStore attempts;

  /** Over definitions, vectors and rows. */
  public TaskInstances(Dags dags, RunView view, AttemptStore attempts) {
    this.dags = dags;
    this.view = view;
    this.attempts = attempts;
  }

  /** Every task instance of a run, by the tasks' order in the definition and map index. */
  public List<Row> ofRun(RunRow run) {
    var rows = new HashMap<AttemptKey, Attempt>();
    for (var attempt :
        Paged.first(ATTEMPTS_MAX, (from, limit) -> attempts.ofRun(run.key(), from, limit))) {
      rows.put(attempt.key(), attempt);
    }
    return merge(run, instances(run), rows::get);
  }

  /** Every task instance of one task of a run, by map index. */
  public List<Row> ofTask(RunRow run, String taskId) {
    var instances = instances(run).stream().filter(i -> i.taskId().value().equals(taskId)).toList();
    return merge(run, instances, attempts::get);
  }

  /** One task instance, if it is there. */
  public Optional<Row> find(RunRow run, String taskId, int mapIndex) {
    var instances =
        instances(run).stream()
            .filter(i -> i.taskId().value().equals(taskId) && i.mapIndex() == mapIndex)
            .toList();
    return merge(run, instances, attempts::get).stream().findFirst();
  }

  /** Every try of a task instance that there is a row of, the first first. */
  public List<Row> tries(Row row) {
    return attempts.tries(row.key()).stream()
        .map(attempt ->
            attempt.key().tryNumber() == row.tryNumber()
                ? row
                : row.atTry(attempt.key().tryNumber(), attempt.state(), attempt).asRecorded())
        .toList();
  }

  private List<RunView.Instance> instances(RunRow run) {
    var instances = view.of(run.key());
    if (!instances.isEmpty()) {
      return instances;
    }
    return dags.definition(run.dagId(), run.facts().version()).stream()
        .flatMap(dag -> dag.tasks().stream())
        .map(task ->
            new RunView.Instance(
                task.taskId(), TaskInstanceKey.UNMAPPED, TaskInstanceState.NONE, 0))
        .toList();
  }

  private List<Row> merge(
      RunRow run,
      List<RunView.Instance> instances,
      Function<AttemptKey, @Nullable Attempt> attemptOf) {
    var dag = dags.definition(run.dagId(), run.facts().version());
    if (dag.isEmpty()) {
      return List.of();
    }
    var version = dags.version(run.dagId(), run.facts().version()).orElse(null);
    var graph = new DagGraph(dag.get());
    var rows = new ArrayList<Row>();
    for (var instance : instances) {
      var index = graph.indexOf(instance.taskId());
      if (index != null) {
        var key = new TaskInstanceKey(run.key(), instance.taskId(), instance.mapIndex());
        var attempt =
            instance.tryNumber() < 1
                ? null
                : attemptOf.apply(new AttemptKey(key, instance.tryNumber()));
        rows.add(
            new Row(
                run,
                dag.get(),
                graph.task(index),
                graph.weight(index),
                version,
                instance.mapIndex(),
                shown(instance.state(), attempt),
                instance.tryNumber(),
                attempt));
      }
    }
    return rows;
  }

  /** The run's word, unless the attempt has gone on and the run has not heard of it yet. */
  private static TaskInstanceState shown(TaskInstanceState ofRun, @Nullable Attempt attempt) {
    boolean underWay = ofRun == TaskInstanceState.QUEUED || ofRun == TaskInstanceState.RUNNING;
    return underWay && attempt != null ? attempt.state() : ofRun;
  }

  /**
   * A task instance.
   *
   * @param run its run
   * @param dag the definition its run runs
   * @param task its task
   * @param priorityWeight its effective priority weight
   * @param version the row of that definition's version, if it is still there
   * @param mapIndex its map index, -1 if it is not mapped
   * @param state its state
   * @param tryNumber its latest try, 0 before the first
   * @param attempt the row of that try, if there is one
   */
  public record Row(
      RunRow run,
      Dag dag,
      Task task,
      int priorityWeight,
      @Nullable VersionRow version,
      int mapIndex,
      TaskInstanceState state,
      int tryNumber,
      @Nullable Attempt attempt) {

    /** Which task instance it is. */
    public TaskInstanceKey key() {
      return new TaskInstanceKey(run.key(), task.taskId(), mapIndex);
    }

    /** Whether its task is in a task group, at any depth. */
    public boolean isIn(String groupId) {
      return !groupId.isBlank() && Groups.isIn(dag, task, new GroupId(groupId));
    }

    /** As Airflow's history of tries has it: a try that is to be followed by another has failed. */
    public Row asRecorded() {
      return state == TaskInstanceState.UP_FOR_RETRY && attempt != null
          ? atTry(tryNumber, TaskInstanceState.FAILED, attempt)
          : this;
    }

    /** The same with its attempt's row as it is now. */
    public Row with(Attempt changed) {
      return new Row(run, dag, task, priorityWeight, version, mapIndex, state, tryNumber, changed);
    }

    Row atTry(int tryThen, TaskInstanceState stateThen, Attempt attemptThen) {
      return new Row(
          run, dag, task, priorityWeight, version, mapIndex, stateThen, tryThen, attemptThen);
    }
  }
}
