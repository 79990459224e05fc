package dev.updraft.core.port;

import dev.updraft.core.id.AttemptKey;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.id.TaskInstanceKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** XComs: small JSON values that task instances leave for others. */
public interface XComStore {
  /**
   * Stores a value of the try's task instance, in place of one of the same key, unless a newer try
   * left that.
   *
   * @return false if a newer try's value is there; nothing changes then
   */
  boolean put(AttemptKey by, String key, String json, Instant now);

  /** The value; null if there is none. */
  @Nullable XCom get(TaskInstanceKey owner, String key);

  /**
   * Removes a value of the try's task instance, if it is there, unless a newer try left it.
   *
   * @return false if a newer try's value is there; nothing changes then
   */
  boolean delete(AttemptKey by, String key);

  /** How many values of one task instance are listed; Airflow's tasks leave a handful. */
  int LISTED_MAX = 1_000;

  /**
   * The keys and times of a task instance's values, without the values, by key: the first {@link
   * #LISTED_MAX}.
   */
  List<XCom> list(TaskInstanceKey owner);

  /**
   * Removes what tries before this one left, however it is called how often: what the try itself
   * has left stays.
   *
   * @param most no more are removed than that
   * @return whether none is left
   */
  boolean clear(AttemptKey by, int most);

  /** All values of one key that the mapped instances of a task left, by map index. */
  Page<XCom> ofTask(RunKey run, TaskId taskId, String key, @Nullable String from, int limit);

  /**
   * A value.
   *
   * @param owner who left it
   * @param key its key
   * @param json the value as JSON text; empty in lists
   * @param at when it was left
   */
  record XCom(TaskInstanceKey owner, String key, String json, Instant at) {}
}
