package dev.updraft.core.attempt;

import org.jspecify.annotations.Nullable;

/** Why no runner may ever end an attempt. */
public sealed interface Mishap {
  /**
   * The container that was started for the attempt has stopped.
   *
   * @param reschedules how often the attempt had been rescheduled when the container was started
   * @param exitCode what its program ended with, null if it never ran: 0 says that it reported its
   *     attempt, or that the attempt was not its own to run
   */
  record ContainerStopped(int reschedules, @Nullable Integer exitCode) implements Mishap {}

  /** Its message came back too often and is dead. */
  record Undelivered() implements Mishap {}

  /** It cannot be launched, now or later. */
  record Unlaunchable() implements Mishap {}
}
