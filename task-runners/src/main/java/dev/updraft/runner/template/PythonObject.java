package dev.updraft.runner.template;

import org.jspecify.annotations.Nullable;

/** A value with attributes, for templates. Its {@code toString} is Python's {@code str}. */
public interface PythonObject {
  /** An attribute or method by name; {@link #missing} if there is none. */
  @Nullable Object attribute(String name);

  /** What is written for it inside a list or a map, Python's {@code repr}. */
  default String repr() {
    return toString();
  }

  /** That there is no such attribute. */
  default Object missing(String name) {
    return new Undefined(name);
  }
}
