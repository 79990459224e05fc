package dev.updraft.sync.diff;

import dev.updraft.core.dag.Dag;
import dev.updraft.core.dag.Task;
import dev.updraft.core.schedule.ScheduleText;
import dev.updraft.core.wire.DagVersions;
import dev.updraft.sync.diff.DagChange.TaskChange;
import dev.updraft.sync.diff.DagChange.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds what becomes of DAGs. */
public final class DagDiff {
  private DagDiff() {}

  /** What becomes of each DAG that does not stay the same version in the same file, by id. */
  public static List<DagChange> of(DagSide before, DagSide after) {
    var ids = new TreeSet<>(before.dags().keySet());
    ids.addAll(after.dags().keySet());
    var changes = new ArrayList<DagChange>();
    for (var id : ids) {
      var change = change(id, before.dags().get(id), after.dags().get(id));
      if (change != null) {
        changes.add(change);
      }
    }
    return changes;
  }

  private static @Nullable DagChange change(
      String id, DagSide.@Nullable Found from, DagSide.@Nullable Found to) {
    if (from == null) {
      return to == null ? null : added(id, to);
    }
    if (to == null) {
      return new DagChange.Removed(id, from.file());
    }
    boolean moved = !from.file().equals(to.file());
    boolean same = DagVersions.hash(from.dag()).equals(DagVersions.hash(to.dag()));
    return same && !moved ? null : changed(id, from, to, same);
  }

  private static DagChange added(String id, DagSide.Found to) {
    return new DagChange.Added(
        id, to.file(), List.copyOf(tasks(to.dag()).keySet()), schedule(to.dag()));
  }

  private static DagChange changed(
      String id, DagSide.Found from, DagSide.Found to, boolean sameVersion) {
    var before = tasks(from.dag());
    var after = tasks(to.dag());
    var added = after.keySet().stream().filter(task -> !before.containsKey(task)).toList();
    var removed = before.keySet().stream().filter(task -> !after.containsKey(task)).toList();
    var changed = new ArrayList<TaskChange>();
    after.forEach((taskId, task) -> {
      var old = before.get(taskId);
      var keys = old == null ? List.<String>of() : Differences.between(old, task);
      if (!keys.isEmpty()) {
        changed.add(new TaskChange(taskId, keys));
      }
    });
    var words =
        schedule(from.dag()).equals(schedule(to.dag()))
            ? null
            : new Words(schedule(from.dag()), schedule(to.dag()));
    var other = new ArrayList<>(Differences.between(from.dag(), to.dag()));
    if (words != null) {
      other.remove("schedule");
    }
    boolean explained =
        words != null
            || !(added.isEmpty() && removed.isEmpty() && changed.isEmpty() && other.isEmpty());
    if (!sameVersion && !explained) {
      other.add("order of tasks");
    }
    var movedFrom = from.file().equals(to.file()) ? null : from.file();
    return new DagChange.Changed(
        id, to.file(), movedFrom, words, added, removed, changed, List.copyOf(other));
  }

  private static String schedule(Dag dag) {
    return ScheduleText.summary(dag.schedule());
  }

  private static SortedMap<String, Task> tasks(Dag dag) {
    var tasks = new TreeMap<String, Task>();
    dag.tasks().forEach(task -> tasks.put(task.taskId().value(), task));
    return tasks;
  }
}
