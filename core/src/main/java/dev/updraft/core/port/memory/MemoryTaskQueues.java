package dev.updraft.core.port.memory;

import dev.updraft.core.attempt.LaunchMessage;
import dev.updraft.core.port.TaskQueues;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/** {@link TaskQueues} in memory: standard queues with a visibility timeout. */
public final class MemoryTaskQueues implements TaskQueues {
  private final Supplier<Instant> clock;
  private final Duration visibility;
  private final Map<String, MemoryQueue<LaunchMessage>> queues = new TreeMap<>();

  /** Empty ones; what is received is visible again after {@code visibility}. */
  public MemoryTaskQueues(Supplier<Instant> clock, Duration visibility) {
    this.clock = clock;
    this.visibility = visibility;
  }

  @Override
  public synchronized void send(List<LaunchMessage> messages) {
    for (var message : messages) {
      queue(TaskQueues.queueName(message.executor(), message.queue())).send(message, null);
    }
  }

  /** The names of the queues that have had a message, sorted. */
  public synchronized Set<String> names() {
    return new TreeSet<>(queues.keySet());
  }

  /** Hands out up to {@code max}, at most 10, visible messages of a queue, the oldest first. */
  public synchronized List<Delivery> receive(String queueName, int max) {
    return queue(queueName).receive(max).stream()
        .map(one -> new Delivery(one.messageId(), one.body(), one.receiveCount()))
        .toList();
  }

  /** Removes a message that has been dealt with. */
  public synchronized void ack(String queueName, String messageId) {
    queue(queueName).ack(messageId);
  }

  /** Makes a message visible again. */
  public synchronized void nack(String queueName, String messageId) {
    queue(queueName).nack(messageId);
  }

  /** Keeps a message invisible for so long from now. */
  public synchronized void extend(String queueName, String messageId, Duration fromNow) {
    queue(queueName).extend(messageId, fromNow);
  }

  /** How many messages a queue has, those in flight included. */
  public synchronized int size(String queueName) {
    return queue(queueName).size();
  }

  private MemoryQueue<LaunchMessage> queue(String name) {
    return queues.computeIfAbsent(name, _ -> new MemoryQueue<>(clock, visibility));
  }

  /**
   * A message that has been handed out.
   *
   * @param messageId its id, the same each time it is handed out
   * @param message the message
   * @param receiveCount how often it has been handed out, this time included
   */
  public record Delivery(String messageId, LaunchMessage message, int receiveCount) {}
}
