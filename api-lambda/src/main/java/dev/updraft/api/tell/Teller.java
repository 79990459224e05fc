package dev.updraft.api.tell;

import dev.updraft.core.flow.Event;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.port.Inbox;
import java.util.List;

/** Puts events into inboxes. */
public final class Teller {
  private final Inbox inbox;

  /** Over the inboxes. */
  public Teller(Inbox inbox) {
    this.inbox = inbox;
  }

  /**
   * Tells an aggregate.
   *
   * @param occasion what makes this telling one with its repetitions and unlike all others
   */
  public void tell(AggregateKey to, Event event, Object... occasion) {
    inbox.send(List.of(new Inbox.Message(to, event, deduplicationId(to, event, occasion))));
  }

  /** A queue takes ids of up to 128 characters, which ids of runs alone can exceed. */
  private static String deduplicationId(AggregateKey to, Event event, Object... occasion) {
    var text = new StringBuilder(to.text()).append('\n').append(event.getClass().getSimpleName());
    for (var part : occasion) {
      text.append('\n').append(part);
    }
    return Digest.sha256(text.toString());
  }
}
