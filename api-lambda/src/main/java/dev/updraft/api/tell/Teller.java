package dev.updraft.api.tell;

import dev.updraft.core.flow.Event;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.port.Inbox;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
