package dev.updraft.core.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The id of a task, unique in its DAG, its groups' prefixes included (`group.task`).
 *
 * @param value the text, not blank, at most 250 characters
 */
public record TaskId(@JsonValue String value) implements Comparable<TaskId> {
  private static final int LENGTH_MAX = 250;

  public TaskId {
    Names.check("task id", value, LENGTH_MAX);
  }

  /** The id with this text. */
  @JsonCreator
  public static TaskId of(String value) {
    return new TaskId(value);
  }

  @Override
  public int compareTo(TaskId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
