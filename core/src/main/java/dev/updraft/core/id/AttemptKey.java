package dev.updraft.core.id;

/**
 * Which try of which task instance: the identity of work.
 *
 * @param taskInstance the task instance
 * @param tryNumber the try, from 1
 */
public record AttemptKey(TaskInstanceKey taskInstance, int tryNumber) {
  public AttemptKey {
    if (tryNumber < 1) {
      throw new IllegalArgumentException("try number " + tryNumber + " is below 1");
    }
  }

  /** The run it belongs to. */
  public RunKey run() {
    return taskInstance.run();
  }
}
