package dev.updraft.core.port.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A queue as SQS has them. A message with a group is handed out after all earlier ones of its
 * group, and not while another batch of the group is in flight; one without a group is handed out
 * as soon as it is visible.
 */
final class MemoryQueue<T> {
  /** What SQS gives at once. */
  private static final int BATCH_MAX = 10;

  private final Supplier<Instant> clock;
  private final Duration visibility;
  private final Map<String, Entry<T>> entries = new LinkedHashMap<>();
  private long sent;

  MemoryQueue(Supplier<Instant> clock, Duration visibility) {
    this.clock = clock;
    this.visibility = visibility;
  }

  void send(T body, @Nullable String group) {
    sent++;
    var id = "m" + sent;
    entries.put(id, new Entry<>(id, body, group, null, 0));
  }

  List<Received<T>> receive(int max) {
    var now = clock.get();
    var locked = lockedGroups(now);
    var batch = new ArrayList<Received<T>>();
    for (var entry : List.copyOf(entries.values())) {
      if (batch.size() == Math.min(max, BATCH_MAX)) {
        break;
      }
      if (!entry.isInFlight(now) && (entry.group == null || !locked.contains(entry.group))) {
        var times = entry.receiveCount + 1;
        entries.put(
            entry.id, new Entry<>(entry.id, entry.body, entry.group, now.plus(visibility), times));
        batch.add(new Received<>(entry.id, entry.body, times));
      }
    }
    return batch;
  }

  private Set<String> lockedGroups(Instant now) {
    var locked = new HashSet<String>();
    for (var entry : entries.values()) {
      if (entry.group != null && entry.isInFlight(now)) {
        locked.add(entry.group);
      }
    }
    return locked;
  }

  void ack(String messageId) {
    entries.remove(messageId);
  }

  void nack(String messageId) {
    hideUntil(messageId, null);
  }

  void extend(String messageId, Duration from) {
    hideUntil(messageId, clock.get().plus(from));
  }

  private void hideUntil(String messageId, @Nullable Instant until) {
    entries.computeIfPresent(
        messageId, (id, e) -> new Entry<>(id, e.body, e.group, until, e.receiveCount));
  }

  int size() {
    return entries.size();
  }

  /** When the next message in flight becomes visible by itself; null if none is in flight. */
  @Nullable Instant nextVisible() {
    var now = clock.get();
    Instant next = null;
    for (var entry : entries.values()) {
      var until = entry.hiddenUntil;
      if (until != null && until.isAfter(now) && (next == null || until.isBefore(next))) {
        next = until;
      }
    }
    return next;
  }

  record Received<T>(String messageId, T body, int receiveCount) {}

  private record Entry<T>(
      String id, T body, @Nullable String group, @Nullable Instant hiddenUntil, int receiveCount) {
    boolean isInFlight(Instant now) {
      return hiddenUntil != null && hiddenUntil.isAfter(now);
    }
  }
}
