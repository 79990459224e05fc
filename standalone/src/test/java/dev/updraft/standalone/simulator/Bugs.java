package dev.updraft.standalone.simulator;

import dev.updraft.core.port.AttemptStore;
import dev.updraft.core.port.Inbox;
import dev.updraft.core.port.RunStore;
import dev.updraft.core.port.StateStore;
import dev.updraft.scheduler.Deciding;
import java.util.function.UnaryOperator;

/**
 * Faults of our own making, to prove that the simulator would find them. Each wraps what it spoils.
 *
 * @param states spoils the store of states
 * @param attempts spoils the store of attempts
 * @param runs spoils the store of runs
 * @param rules spoils what decides
 * @param inbox spoils the inboxes
 */
record Bugs(
    UnaryOperator<StateStore> states,
    UnaryOperator<AttemptStore> attempts,
    UnaryOperator<RunStore> runs,
    UnaryOperator<Deciding> rules,
    UnaryOperator<Inbox> inbox) {
  /** The system as it is. */
  static final Bugs NONE = new Bugs(asItIs(), asItIs(), asItIs(), asItIs(), asItIs());

  static Bugs inStates(UnaryOperator<StateStore> bug) {
    return new Bugs(bug, asItIs(), asItIs(), asItIs(), asItIs());
  }

  static Bugs inAttempts(UnaryOperator<AttemptStore> bug) {
    return new Bugs(asItIs(), bug, asItIs(), asItIs(), asItIs());
  }

  static Bugs inRules(UnaryOperator<Deciding> bug) {
    return new Bugs(asItIs(), asItIs(), asItIs(), bug, asItIs());
  }

  static Bugs inRuns(UnaryOperator<RunStore> bug) {
    return new Bugs(asItIs(), asItIs(), bug, asItIs(), asItIs());
  }

  static Bugs inInbox(UnaryOperator<Inbox> bug) {
    return new Bugs(asItIs(), asItIs(), asItIs(), asItIs(), bug);
  }

  private static <T> UnaryOperator<T> asItIs() {
    return UnaryOperator.identity();
  }
}
