package dev.updraft.aws.sqs;

import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.port.Inbox;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * {@link Inbox} on SQS: a FIFO queue with a group per aggregate, and a standard queue for delay.
 */
public final class SqsInbox implements Inbox {
  /** What SQS allows in a group id: letters, digits, punctuation, up to 128. */
  private static final Pattern GROUP_ID = Pattern.compile("[!-~]{1,128}");

  private final SqsQueues queues;
  private final String inbox;
  private final String timers;

  /** On the queues of these names. */
  public SqsInbox(SqsQueues queues, String inbox, String timers) {
    this.queues = queues;
    this.inbox = inbox;
    this.timers = timers;
  }

  @Override
  public void send(List<Message> messages) {
    queues.send(inbox, messages.stream().map(SqsInbox::entry).toList());
  }

  @Override
  public void sendLater(Message message, Duration delay) {
    if (delay.isNegative() || delay.compareTo(DELAY_MAX) > 0) {
      throw new IllegalArgumentException(
          "a delay of " + delay + " is not between 0 and " + DELAY_MAX);
    }
    var seconds = Math.toIntExact(delay.plusMillis(999).toSeconds());
    var entry =
        SendMessageBatchRequestEntry.builder()
            .messageBody(InboxEnvelope.encode(message))
            .delaySeconds(Math.min(seconds, Math.toIntExact(DELAY_MAX.toSeconds())));
    queues.send(timers, List.of(entry.build()));
  }

  private static SendMessageBatchRequestEntry entry(Message message) {
    return SendMessageBatchRequestEntry.builder()
        .messageBody(InboxEnvelope.encode(message))
        .messageGroupId(groupId(message.to()))
        .messageDeduplicationId(digest(message.to().text() + "\0" + message.deduplicationId()))
        .build();
  }

  /** The aggregate's message group: its key, or a digest of it where SQS would not take it. */
  public static String groupId(AggregateKey key) {
    var text = key.text();
    return GROUP_ID.matcher(text).matches() ? text : "sha256-" + digest(text);
  }

  private static String digest(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
