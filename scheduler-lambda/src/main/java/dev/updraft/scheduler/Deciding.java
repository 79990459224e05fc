package dev.updraft.scheduler;

import dev.updraft.core.flow.Event;
import dev.updraft.core.flow.Settings;
import dev.updraft.core.flow.Step;
import dev.updraft.core.id.AggregateKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What decides for aggregates of every kind: {@link Rules}, or in tests rules with a fault. */
@FunctionalInterface
public interface Deciding {
  /**
   * What an aggregate becomes by an event, and what is to be done.
   *
   * @param key which aggregate
   * @param state its state, null before the first
   * @throws IllegalArgumentException if the event is not for that kind of aggregate
   */
  Step<@Nullable AggregateState> decide(
      AggregateKey key,
      @Nullable AggregateState state,
      Event event,
      Settings settings,
      Instant now);
}
