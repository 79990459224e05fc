package dev.updraft.aws.sqs;

import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.port.Inbox;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
  public void sendLater(List<Later> messages) {
    queues.send(timers, messages.stream().map(SqsInbox::entry).toList());
  }

  private static SendMessageBatchRequestEntry entry(Later later) {
    var seconds = Math.toIntExact(later.delay().plusMillis(999).toSeconds());
    return SendMessageBatchRequestEntry.builder()
        .messageBody(InboxEnvelope.encode(later.message()))
        .delaySeconds(Math.min(seconds, Math.toIntExact(DELAY_MAX.toSeconds())))
        .build();
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
