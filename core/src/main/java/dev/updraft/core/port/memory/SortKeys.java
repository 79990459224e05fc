package dev.updraft.core.port.memory;

import dev.updraft.core.id.AttemptKey;
import dev.updraft.core.id.TaskInstanceKey;
import java.time.Instant;

/** Keys as text whose order is the order of the lists. */
final class SortKeys {
  /** Above every character of a key, so that a prefix and all below it is a range. */
  static final String LAST = Character.toString(Character.MAX_CODE_POINT);

  private SortKeys() {}

  static String attempt(AttemptKey key) {
    return "%s%010d".formatted(taskInstance(key.taskInstance()), key.tryNumber());
  }

  static String taskInstance(TaskInstanceKey key) {
    return "%s#%s#".formatted(key.taskId(), mapIndex(key.mapIndex()));
  }

  static String mapIndex(int mapIndex) {
    return "%010d".formatted(mapIndex + 1L);
  }

  /** Later times have smaller texts. */
  static String latestFirst(Instant time) {
    return "%020d".formatted(Long.MAX_VALUE - time.toEpochMilli());
  }
}
