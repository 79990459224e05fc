package dev.updraft.core.port;

import org.jspecify.annotations.Nullable;

/** Airflow's Variables. */
public interface Variables {
  /** A variable; null if there is none. */
  @Nullable Variable get(String key);

  /** All variables, by key. */
  Page<Variable> list(@Nullable String from, int limit);

  /** Stores a variable, in place of one of its key. */
  void put(Variable variable);

  /** Removes a variable, if it is there. */
  void delete(String key);

  /**
   * A variable.
   *
   * @param key its key
   * @param value its text
   * @param description what it is for, if said
   */
  record Variable(String key, String value, @Nullable String description) {}
}
