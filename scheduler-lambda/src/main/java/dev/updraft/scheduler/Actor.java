package dev.updraft.scheduler;

import dev.updraft.core.flow.Decision;
import dev.updraft.core.flow.Event;
import dev.updraft.core.flow.Settings;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.port.Ports;
import dev.updraft.core.port.StateStore.Stored;
import dev.updraft.core.port.StoreException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes an aggregate's messages in: load, decide, commit, perform. The caller acknowledges what
 * {@link #receive} returns from without an exception.
 *
 * <p>One conditional write holds the next state, the messages folded in and the decisions made. If
 * the performing is cut short, the messages come again; their ids are found stored, and the stored
 * decisions are performed again, with nothing decided anew.
 */
public final class Actor {
  /** How often a commit is tried when someone else was faster. */
  private static final int COMMITS_MAX = 3;

  /** After so many decisions a commit takes in no further message. */
  private static final int DECISIONS_MAX = 256;

  private static final int KEPT_MAX = 256;

  private final Ports ports;
  private final Deciding rules;
  private final Performer performer;
  private final InstantSource clock;
  private final Supplier<Settings> settings;
  private final Lately<AggregateKey, Loaded> lately = new Lately<>(KEPT_MAX);

  /** With the world it acts in. */
  public Actor(
      Ports ports,
      Deciding rules,
      Performer performer,
      InstantSource clock,
      Supplier<Settings> settings) {
    this.ports = ports;
    this.rules = rules;
    this.performer = performer;
    this.clock = clock;
    this.settings = settings;
  }

  /**
   * Takes in messages of one aggregate, in order: as many with one commit as decide not too much
   * together, the others with the next.
   *
   * @throws StoreException if a store cannot be reached, or another writer was faster each time;
   *     the messages are to be delivered again
   */
  public void receive(AggregateKey key, List<Delivery> deliveries) {
    int from = 0;
    int tried = 0;
    while (tried < COMMITS_MAX) {
      int to = receiveSome(key, deliveries, from);
      if (to == deliveries.size()) {
        return;
      }
      if (to == from) {
        lately.remove(key);
        tried++;
      }
      from = to;
    }
    throw new StoreException(
        "%s: another writer was faster %d times in a row".formatted(key.text(), COMMITS_MAX));
  }

  /** Takes in some from one on; answers which is the next, the same if someone was faster. */
  private int receiveSome(AggregateKey key, List<Delivery> deliveries, int from) {
    var kept = lately.get(key);
    var before = kept == null ? load(key) : kept;
    var fresh = withoutKnown(key, before, deliveries.subList(from, deliveries.size()));
    if (fresh.isEmpty()) {
      return deliveries.size();
    }
    var after = decide(key, before, fresh);
    if (after.changesNothing(before)) {
      // A kept state may be behind: only a loaded one is good enough to ignore an event.
      return kept == null || load(key).equals(kept) ? deliveries.size() : from;
    }
    var state = Objects.requireNonNull(after.state(), "a decision without a state");
    int to =
        after.taken() == fresh.size()
            ? deliveries.size()
            : deliveries.indexOf(fresh.get(after.taken()));
    var ids = deliveries.subList(0, to).stream().map(Delivery::messageId).toList();
    var next = state.encode(before.version() + 1, ids, Outbox.encode(after.decisions()));
    if (!ports.states().commit(key, before.stored(), next)) {
      return from;
    }
    lately.put(key, new Loaded(next, state));
    performer.perform(key, next.version(), after.decisions());
    return to;
  }

  private Loaded load(AggregateKey key) {
    var stored = ports.states().load(key);
    return new Loaded(stored, stored == null ? null : AggregateState.decode(key, stored));
  }

  /** Performs the stored decisions again if some of the messages led to them. */
  private List<Delivery> withoutKnown(AggregateKey key, Loaded before, List<Delivery> deliveries) {
    var stored = before.stored();
    if (stored == null) {
      return deliveries;
    }
    var known = new HashSet<>(stored.lastMessages());
    var fresh = deliveries.stream().filter(d -> !known.contains(d.messageId())).toList();
    if (fresh.size() < deliveries.size()) {
      performer.perform(key, stored.version(), Outbox.decode(stored.outbox()));
    }
    return fresh;
  }

  private Decided decide(AggregateKey key, Loaded before, List<Delivery> fresh) {
    // Stored times are good to the microsecond; ids are made of them.
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var state = before.state();
    var decisions = new ArrayList<Decision>();
    int taken = 0;
    while (taken < fresh.size() && decisions.size() < DECISIONS_MAX) {
      var step = rules.decide(key, state, fresh.get(taken).event(), settings.get(), now);
      state = step.next();
      decisions.addAll(step.decisions());
      taken++;
    }
    return new Decided(state, decisions, taken);
  }

  /**
   * A message as it was delivered.
   *
   * @param messageId the queue's id of it, the same each time it is delivered
   * @param event what it says
   */
  public record Delivery(String messageId, Event event) {}

  private record Loaded(@Nullable Stored stored, @Nullable AggregateState state) {
    long version() {
      return stored == null ? 0 : stored.version();
    }
  }

  private record Decided(@Nullable AggregateState state, List<Decision> decisions, int taken) {
    boolean changesNothing(Loaded before) {
      return decisions.isEmpty() && Objects.equals(state, before.state());
    }
  }
}
