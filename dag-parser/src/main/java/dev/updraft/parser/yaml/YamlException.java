package dev.updraft.parser.yaml;

import dev.updraft.core.dag.Position;

/** A text that cannot be read as YAML. Its message is one line and says what was expected. */
public final class YamlException extends Exception {
  private final transient Position at;

  public YamlException(Position at, String message) {
    super(message);
    this.at = at;
  }

  /** Where reading stopped. */
  public Position at() {
    return at;
  }
}
