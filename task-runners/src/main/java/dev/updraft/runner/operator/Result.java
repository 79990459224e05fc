package dev.updraft.runner.operator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an operator leaves when it neither fails nor skips. */
public sealed interface Result {
  /**
   * It is done.
   *
   * @param value what it returns, for its XCom; null for nothing
   */
  record Done(@Nullable Object value) implements Result {}

  /**
   * It waits.
   *
   * @param until when to run it again, in the same try
   */
  record Again(Instant until) implements Result {}

  /** Done, with nothing to return. */
  Result NOTHING = new Done(null);
}
