package dev.updraft.core.flow;

import java.time.Instant;

/** How an attempt ended, as its runner reports it. */
public sealed interface Outcome {
  /** It succeeded. */
  record Succeeded() implements Outcome {}

  /**
   * It failed.
   *
   * @param retry whether a retry may help; false after a failure that says it is final
   */
  record Failed(boolean retry) implements Outcome {}

  /** It decided to be skipped. */
  record Skipped() implements Outcome {}

  /**
   * A sensor's condition does not hold yet: look again later, in the same try.
   *
   * @param until when to look again
   * @param count how often this try has been rescheduled, this time included
   */
  record Rescheduled(Instant until, int count) implements Outcome {}
}
