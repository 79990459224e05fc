package dev.updraft.aws.sqs;

import dev.updraft.core.flow.Event;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.port.Inbox;
import dev.updraft.core.wire.Json;

/**
 * The body of a message of the inbox and of the timers' queue.
 *
 * @param to the aggregate, here in full: a group id is a digest where the key is long
 * @param event the event
 * @param id the deduplication id, which a forwarder uses again
 */
public record InboxEnvelope(AggregateKey to, Event event, String id) {
  /** The body that carries a message. */
  public static String encode(Inbox.Message message) {
    return Json.write(new InboxEnvelope(message.to(), message.event(), message.deduplicationId()));
  }

  /**
   * The message a body carries.
   *
   * @throws IllegalArgumentException if it carries none
   */
  public static Inbox.Message decode(String body) {
    var envelope = Json.read(body, InboxEnvelope.class);
    return new Inbox.Message(envelope.to(), envelope.event(), envelope.id());
  }
}
