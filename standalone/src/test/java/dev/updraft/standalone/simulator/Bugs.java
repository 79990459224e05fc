package dev.updraft.standalone.simulator;

import dev.updraft.core.port.AttemptStore;
import dev.updraft.core.port.StateStore;
import dev.updraft.scheduler.Deciding;
import java.util.function.UnaryOperator;

/**
 * Faults of our own making, to prove that the simulator would find them. Each wraps what it spoils.
 *
 * @param states spoils the store of states
 * @param attempts spoils the store of attempts
 * @param rules spoils what decides
 */
record Bugs(
    UnaryOperator<StateStore> states,
    UnaryOperator<AttemptStore> attempts,
    UnaryOperator<Deciding> rules) {
  /** The system as it is. */
  static final Bugs NONE =
      new Bugs(UnaryOperator.identity(), UnaryOperator.identity(), UnaryOperator.identity());

  static Bugs inStates(UnaryOperator<StateStore> bug) {
    return new Bugs(bug, UnaryOperator.identity(), UnaryOperator.identity());
  }

  static Bugs inAttempts(UnaryOperator<AttemptStore> bug) {
    return new Bugs(UnaryOperator.identity(), bug, UnaryOperator.identity());
  }

  static Bugs inRules(UnaryOperator<Deciding> bug) {
    return new Bugs(UnaryOperator.identity(), UnaryOperator.identity(), bug);
  }
}
