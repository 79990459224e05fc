package dev.updraft.core.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The id of a DAG run, unique in its DAG, such as `scheduled__2026-01-01T00:00:00+00:00`.
 *
 * @param value the text, not blank, at most 250 characters
 */
public record RunId(@JsonValue String value) implements Comparable<RunId> {
  private static final int LENGTH_MAX = 250;

  public RunId {
    Names.check("run id", value, LENGTH_MAX);
  }

  /** The id with this text. */
  @JsonCreator
  public static RunId of(String value) {
    return new RunId(value);
  }

  @Override
  public int compareTo(RunId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
