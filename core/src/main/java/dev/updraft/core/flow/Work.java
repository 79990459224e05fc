package dev.updraft.core.flow;

import dev.updraft.core.id.AttemptKey;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.id.TaskInstanceKey;

/**
 * Which work within a run an event is about.
 *
 * @param taskId the task
 * @param mapIndex the map index, -1 for a task that is not mapped
 * @param tryNumber the try, from 1
 */
public record Work(TaskId taskId, int mapIndex, int tryNumber) {
  /** The same work, named in full. */
  public AttemptKey in(RunKey run) {
    return new AttemptKey(new TaskInstanceKey(run, taskId, mapIndex), tryNumber);
  }

  /** The work of an attempt, without its run. */
  public static Work of(AttemptKey key) {
    return new Work(key.taskInstance().taskId(), key.taskInstance().mapIndex(), key.tryNumber());
  }
}
