package dev.updraft.runner;

import dev.updraft.core.flow.Outcome;

/** How the running of a launch message ended. */
public sealed interface Ending {
  /**
   * The claim was refused: another runner has the attempt, or nobody wants it. Drop the message.
   */
  record NotClaimed(String reason) implements Ending {}

  /** It ran, and its outcome was reported. */
  record Reported(Outcome outcome) implements Ending {}

  /** It was stopped because the server no longer wants it; nothing was reported. */
  record Stopped() implements Ending {}

  /** The server could not be told: the message should come again later. */
  record Unreported(String reason) implements Ending {}
}
