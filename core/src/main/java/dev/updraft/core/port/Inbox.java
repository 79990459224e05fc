package dev.updraft.core.port;

import dev.updraft.core.flow.Event;
import dev.updraft.core.id.AggregateKey;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** The inboxes of aggregates: in order and one at a time for each aggregate. */
public interface Inbox {
  /** Sends messages, those to one aggregate in this order. */
  void send(List<Message> messages);

  /** Sends messages later, by a queue that keeps no order. */
  void sendLater(List<Later> messages);

  /** Sends one message later. */
  default void sendLater(Message message, Duration delay) {
    sendLater(List.of(new Later(message, delay)));
  }

  /** The longest delay a queue gives, as on SQS. */
  Duration DELAY_MAX = Duration.ofMinutes(15);

  /**
   * A message that waits.
   *
   * @param message the message
   * @param delay for how long, at most {@link #DELAY_MAX}
   */
  record Later(Message message, Duration delay) {
    public Later {
      if (delay.isNegative() || delay.compareTo(DELAY_MAX) > 0) {
        throw new IllegalArgumentException(
            "a delay of " + delay + " is not between 0 and " + DELAY_MAX);
      }
    }
  }

  /**
   * A message to an aggregate.
   *
   * @param to the aggregate
   * @param event the event
   * @param deduplicationId messages with the same one that are sent within minutes are one message
   */
  record Message(AggregateKey to, Event event, String deduplicationId) {
    public Message {
      Objects.requireNonNull(to, "a message without an aggregate");
      Objects.requireNonNull(event, "a message without an event");
      Objects.requireNonNull(deduplicationId, "a message without a deduplication id");
    }
  }
}
