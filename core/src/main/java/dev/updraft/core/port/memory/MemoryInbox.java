package dev.updraft.core.port.memory;

import dev.updraft.core.port.Inbox;
import dev.updraft.core.port.ItemSize;
import dev.updraft.core.port.TooLargeException;
import dev.updraft.core.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@link Inbox} in memory: a FIFO queue with a group per aggregate, and a queue for what is to be
 * sent later. What is due by the clock joins the inbox at the next {@link #receive}.
 */
public final class MemoryInbox implements Inbox {
  /** For how long two messages with one deduplication id are one message, as on SQS. */
  public static final Duration DEDUPLICATION = Duration.ofMinutes(5);

  /** After this a batch that was neither acknowledged nor given back is handed out again. */
  public static final Duration VISIBILITY = Duration.ofSeconds(90);

  private final Supplier<Instant> clock;
  private final MemoryQueue<Message> queue;
  private final Map<String, Instant> sentAt = new LinkedHashMap<>();
  private final NavigableMap<Instant, List<Message>> later = new TreeMap<>();

  /** An empty one; the clock tells the time of each call. */
  public MemoryInbox(Supplier<Instant> clock) {
    this.clock = clock;
    this.queue = new MemoryQueue<>(clock, VISIBILITY);
  }

  @Override
  public synchronized void send(List<Message> messages) {
    messages.forEach(MemoryInbox::check);
    var now = clock.get();
    messages.forEach(message -> enter(message, now));
  }

  @Override
  public synchronized void sendLater(List<Later> messages) {
    for (var one : messages) {
      check(one.message());
      later.merge(clock.get().plus(one.delay()), List.of(one.message()), MemoryInbox::joined);
    }
  }

  private static void check(Message message) {
    TooLargeException.check(
        "a message to " + message.to().text(),
        ItemSize.of(Json.write(message)),
        ItemSize.MESSAGE_BYTES_MAX);
  }

  /**
   * Hands out up to {@code max}, at most 10, messages of groups that are not in flight, the oldest
   * first. Their groups are locked until each is acknowledged, given back or {@link #VISIBILITY}
   * has passed.
   */
  public synchronized List<Delivery> receive(int max) {
    forwardDue();
    return queue.receive(max).stream()
        .map(one -> new Delivery(one.messageId(), one.body(), one.receiveCount()))
        .toList();
  }

  /** Removes a message that has been dealt with. */
  public synchronized void ack(String messageId) {
    queue.ack(messageId);
  }

  /** Makes a message visible again, to be handed out once more. */
  public synchronized void nack(String messageId) {
    queue.nack(messageId);
  }

  /** How many messages there are, in flight and delayed ones included. */
  public synchronized int size() {
    return queue.size() + later.values().stream().mapToInt(List::size).sum();
  }

  /**
   * The next time at which a message becomes visible by the clock alone: a delayed one, or one in
   * flight. Null if there is none.
   */
  public synchronized @Nullable Instant nextChange() {
    var visible = queue.nextVisible();
    var due = later.isEmpty() ? null : later.firstKey();
    if (visible == null || due == null) {
      return visible == null ? due : visible;
    }
    return visible.isBefore(due) ? visible : due;
  }

  private void forwardDue() {
    var due = later.headMap(clock.get(), true);
    due.forEach((at, messages) -> messages.forEach(message -> enter(message, at)));
    due.clear();
  }

  private void enter(Message message, Instant now) {
    forgetSent(now);
    var group = message.to().text();
    var id = group + "\0" + message.deduplicationId();
    var before = sentAt.get(id);
    if (before == null || !isRemembered(before, now)) {
      sentAt.remove(id);
      sentAt.put(id, now);
      queue.send(message, group);
    }
  }

  /** Those sent first stand first, but for what was due earlier than it was forwarded. */
  private void forgetSent(Instant now) {
    var sent = sentAt.values().iterator();
    while (sent.hasNext() && !isRemembered(sent.next(), now)) {
      sent.remove();
    }
  }

  private static boolean isRemembered(Instant at, Instant now) {
    return at.plus(DEDUPLICATION).isAfter(now);
  }

  private static List<Message> joined(List<Message> some, List<Message> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  /**
   * A message that has been handed out.
   *
   * @param messageId its id, the same each time it is handed out
   * @param message the message
   * @param receiveCount how often it has been handed out, this time included
   */
  public record Delivery(String messageId, Message message, int receiveCount) {}
}
