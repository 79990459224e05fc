package dev.updraft.runner.template;

import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An object with named attributes.
 *
 * @param text what is written for it
 * @param values its attributes, found when they are asked for
 */
record Attributes(String text, Map<String, Supplier<@Nullable Object>> values)
    implements PythonObject {
  @Override
  public @Nullable Object attribute(String name) {
    var value = values.get(name);
    return value == null ? missing(name) : value.get();
  }

  @Override
  public String toString() {
    return text;
  }
}
