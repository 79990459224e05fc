package dev.updraft.core.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The identity of one version of a DAG: the SHA-256 of its meaningful content, in hexadecimal.
 *
 * @param value the text, not blank, at most 64 characters
 */
public record VersionHash(@JsonValue String value) implements Comparable<VersionHash> {
  private static final int LENGTH_MAX = 64;

  public VersionHash {
    Names.check("DAG version hash", value, LENGTH_MAX);
  }

  /** The id with this text. */
  @JsonCreator
  public static VersionHash of(String value) {
    return new VersionHash(value);
  }

  @Override
  public int compareTo(VersionHash other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
