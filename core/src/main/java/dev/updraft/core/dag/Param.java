package dev.updraft.core.dag;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value a run may be given in its conf.
 *
 * @param value the default
 * @param description what it means, if said
 * @param schema its JSON Schema (draft 2020-12), as read; empty allows anything
 */
public record Param(
    @Nullable Object value, @Nullable String description, Map<String, @Nullable Object> schema) {
  public Param {
    schema = Ordered.copy(schema);
  }
}
