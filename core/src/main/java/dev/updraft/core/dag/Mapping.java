package dev.updraft.core.dag;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a task is mapped, and over what. */
public sealed interface Mapping {
  /** Not mapped: one task instance a run. */
  record None() implements Mapping {}

  /**
   * Mapped over the cross product of some arguments.
   *
   * @param expand the arguments to map over: lists, or references to upstream XComs, as read
   * @param partial the arguments every instance gets
   */
  record Expand(Map<String, @Nullable Object> expand, Map<String, @Nullable Object> partial)
      implements Mapping {
    public Expand {
      expand = Ordered.copy(expand);
      partial = Ordered.copy(partial);
    }
  }
}
