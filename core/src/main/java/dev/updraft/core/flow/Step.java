package dev.updraft.core.flow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of one event.
 *
 * @param next the aggregate's next state
 * @param decisions what to do, in this order
 * @param <S> the kind of state
 */
public record Step<S extends @Nullable Object>(S next, List<Decision> decisions) {
  public Step {
    decisions = List.copyOf(decisions);
  }

  /** Nothing happens. */
  public static <S extends @Nullable Object> Step<S> none(S state) {
    return new Step<>(state, List.of());
  }
}
