package dev.updraft.api.view;

import dev.updraft.core.dag.Dag;
import dev.updraft.core.dag.Task;
import dev.updraft.core.id.GroupId;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/** Task groups and what is in them. */
public final class Groups {
  private Groups() {}

  /** Whether a task is in a group, at any depth. */
  public static boolean isIn(Dag dag, Task task, GroupId groupId) {
    var parents = new HashMap<GroupId, @Nullable GroupId>();
    dag.groups().forEach(group -> parents.put(group.groupId(), group.parent()));
    for (var id = task.group(); id != null; id = parents.get(id)) {
      if (id.equals(groupId)) {
        return true;
      }
    }
    return false;
  }
}
