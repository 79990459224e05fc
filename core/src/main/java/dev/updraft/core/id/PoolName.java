package dev.updraft.core.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The name of a pool.
 *
 * @param value the text, not blank, at most 256 characters
 */
public record PoolName(@JsonValue String value) implements Comparable<PoolName> {
  private static final int LENGTH_MAX = 256;

  public PoolName {
    Names.check("pool name", value, LENGTH_MAX);
  }

  /** The id with this text. */
  @JsonCreator
  public static PoolName of(String value) {
    return new PoolName(value);
  }

  @Override
  public int compareTo(PoolName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
