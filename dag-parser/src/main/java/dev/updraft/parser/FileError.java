package dev.updraft.parser;

import dev.updraft.core.dag.Position;
import org.jspecify.annotations.Nullable;

/**
 * Something wrong in a DAG file.
 *
 * @param at where
 * @param dagId in which DAG; null if it concerns the whole file
 * @param key the key it is about, if one
 * @param message what is wrong and what was expected, in one line
 */
public record FileError(Position at, @Nullable String dagId, @Nullable String key, String message) {
  /** All of it in one line: {@code etl.yml:3:5: DAG etl, key schedule: …}. */
  public String line() {
    var text = new StringBuilder(at.toString()).append(": ");
    if (dagId != null) {
      text.append("DAG ").append(dagId).append(key == null ? ": " : ", ");
    }
    if (key != null) {
      text.append("key ").append(key).append(": ");
    }
    return text.append(message).toString();
  }
}
