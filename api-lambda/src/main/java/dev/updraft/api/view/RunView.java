package dev.updraft.api.view;

import dev.updraft.core.dag.Task;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.id.TaskInstanceKey;
import dev.updraft.core.port.Bytes;
import dev.updraft.core.port.StateStore;
import dev.updraft.core.run.Run;
import dev.updraft.core.run.RunCodec;
import dev.updraft.core.run.TaskInstanceState;
import java.util.ArrayList;
import java.util.List;

/** What runs know of their task instances: their vectors, where their aggregates store them. */
public final class RunView {
  private final StateStore states;
  private final Dags dags;

  /** Over the aggregates' states; a cell is a task's index in its run's definition. */
  public RunView(StateStore states, Dags dags) {
    this.states = states;
    this.dags = dags;
  }

  /**
   * The task instances of a run, by the tasks' order in the definition and map index; empty if the
   * run has not started.
   */
  public List<Instance> of(RunKey key) {
    var stored = states.load(new AggregateKey.OfRun(key));
    if (stored == null) {
      return List.of();
    }
    var run =
        RunCodec.decode(
            stored.format(),
            stored.head().toArray(),
            stored.segments().stream().map(Bytes::toArray).toList());
    return dags.definition(key.dagId(), run.facts().version())
        .map(dag -> instances(run, dag.tasks()))
        .orElse(List.of());
  }

  private static List<Instance> instances(Run run, List<Task> tasks) {
    var instances = new ArrayList<Instance>();
    for (int cell = 0; cell < Math.min(run.cells().size(), tasks.size()); cell++) {
      instances.add(
          new Instance(
              tasks.get(cell).taskId(),
              TaskInstanceKey.UNMAPPED,
              run.cells().state(cell),
              run.cells().tryNumber(cell)));
    }
    return instances;
  }

  /**
   * A task instance.
   *
   * @param taskId its task
   * @param mapIndex its map index, -1 if it is not mapped
   * @param state its state
   * @param tryNumber its latest try, 0 before the first
   */
  public record Instance(TaskId taskId, int mapIndex, TaskInstanceState state, int tryNumber) {}
}
