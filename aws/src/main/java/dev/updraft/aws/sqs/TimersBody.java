package dev.updraft.aws.sqs;

import dev.updraft.core.flow.Errand;
import dev.updraft.core.port.Inbox;
import dev.updraft.core.wire.Json;

/** What a message of the timers' queue carries. */
public sealed interface TimersBody {
  /**
   * A message that has waited for its time.
   *
   * @param message goes on into the inbox
   */
  record Waited(Inbox.Message message) implements TimersBody {}

  /**
   * A part of the clock's round.
   *
   * @param errand is to be done
   */
  record HandedOn(Errand errand) implements TimersBody {}

  /** The body that carries an errand. */
  static String encode(Errand errand) {
    return Json.write(new HandedOn(errand));
  }

  /**
   * What a body carries.
   *
   * @throws IllegalArgumentException if it carries nothing that is known
   */
  static TimersBody decode(String body) {
    return Json.readTree(body).has("errand")
        ? Json.read(body, HandedOn.class)
        : new Waited(InboxEnvelope.decode(body));
  }
}
