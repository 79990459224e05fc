package dev.updraft.core.port;

import dev.updraft.core.flow.Errand;

/** The queue of what the clock hands on. It keeps no order, and may deliver twice. */
@FunctionalInterface
public interface Errands {
  /** Sends an errand, to be done soon. */
  void send(Errand errand);
}
