package dev.updraft.infra.options;

/** A value of the context that cannot be used; the message names key, value and expectation. */
public final class OptionException extends IllegalArgumentException {
  /** About this key. */
  OptionException(String key, Object value, String expected) {
    super("context key '%s' is '%s'; expected %s".formatted(key, value, expected));
  }

  /** About keys that do not go together. */
  OptionException(String message) {
    super(message);
  }
}
