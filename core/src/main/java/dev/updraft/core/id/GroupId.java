package dev.updraft.core.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The id of a task group, unique in its DAG, its parents' prefixes included.
 *
 * @param value the text, not blank, at most 250 characters
 */
public record GroupId(@JsonValue String value) implements Comparable<GroupId> {
  private static final int LENGTH_MAX = 250;

  public GroupId {
    Names.check("task group id", value, LENGTH_MAX);
  }

  /** The id with this text. */
  @JsonCreator
  public static GroupId of(String value) {
    return new GroupId(value);
  }

  @Override
  public int compareTo(GroupId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
