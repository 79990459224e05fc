package dev.updraft.core.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The id of a DAG, unique in a deployment. Airflow allows letters, digits, dashes, dots and
 * underscores, at most 250 characters.
 *
 * @param value the text, not blank, at most 250 characters
 */
public record DagId(@JsonValue String value) implements Comparable<DagId> {
  private static final int LENGTH_MAX = 250;

  public DagId {
    Names.check("DAG id", value, LENGTH_MAX);
  }

  /** The id with this text. */
  @JsonCreator
  public static DagId of(String value) {
    return new DagId(value);
  }

  @Override
  public int compareTo(DagId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
