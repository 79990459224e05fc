package dev.updraft.core.id;

/**
 * Which task instance of a run.
 *
 * @param run the run
 * @param taskId the task
 * @param mapIndex the map index, {@link #UNMAPPED} for a task that is not mapped
 */
public record TaskInstanceKey(RunKey run, TaskId taskId, int mapIndex) {
  /** The map index of a task instance that is not mapped, as in Airflow. */
  public static final int UNMAPPED = -1;

  public TaskInstanceKey {
    if (mapIndex < UNMAPPED) {
      throw new IllegalArgumentException("map index " + mapIndex + " is below " + UNMAPPED);
    }
  }
}
