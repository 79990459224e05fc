package dev.updraft.core.flow;

/**
 * How a deployment is set up, as far as the rules care.
 *
 * @param executor the executor of tasks that name none
 * @param pausedAtCreation whether a new DAG that says nothing starts paused
 * @param defaultPoolLimited whether someone gave {@code default_pool} a size
 */
public record Settings(String executor, boolean pausedAtCreation, boolean defaultPoolLimited) {
  /** What a deployment does that nobody has set up otherwise. */
  public static final Settings DEFAULT = new Settings("lambda", false, false);
}
