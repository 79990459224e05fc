package dev.updraft.core.port.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.updraft.core.flow.Outcome;
import dev.updraft.core.flow.RunEvent;
import dev.updraft.core.flow.Work;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.port.Inbox;
import dev.updraft.core.port.Inbox.Message;
import dev.updraft.core.port.TooLargeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an {@link Inbox} does, and the queue behind it. */
public abstract class InboxContract {
  private Queue queue;

  /** An empty one. */
  protected abstract Queue open();

  @BeforeEach
  void openQueue() {
    queue = open();
  }

  @Test
  void messagesToOneAggregateComeInOrder() {
    var sent = IntStream.range(0, 25).mapToObj(i -> message("r1", "m" + i)).toList();
    queue.inbox().send(sent);
    assertThat(drained()).isEqualTo(sent);
  }

  @Test
  void anAggregateIsLockedWhileABatchIsInFlight() {
    queue.inbox().send(List.of(message("r1", "a"), message("r1", "b")));
    var batch = queue.receive();
    queue.inbox().send(List.of(message("r1", "c"), message("r2", "d")));
    var other = queue.receive();
    assertThat(messages(batch)).containsExactly(message("r1", "a"), message("r1", "b"));
    assertThat(messages(other)).containsExactly(message("r2", "d"));
    assertThat(queue.receive()).isEmpty();
    batch.forEach(queue::ack);
    assertThat(messages(queue.receive())).containsExactly(message("r1", "c"));
  }

  @Test
  void aMessageGivenBackComesAgainBeforeLaterOnesWithTheSameId() {
    queue.inbox().send(List.of(message("r1", "a")));
    var first = queue.receive();
    queue.inbox().send(List.of(message("r1", "b")));
    first.forEach(queue::nack);
    var again = queue.receive();
    assertThat(messages(again)).startsWith(message("r1", "a"));
    assertThat(again.getFirst().messageId()).isEqualTo(first.getFirst().messageId());
  }

  @Test
  void aMessageThatIsTooLargeIsRefusedAndNoneIsSent() {
    var run = new AggregateKey.OfRun(Samples.run("r1"));
    var skipped = Collections.nCopies(1_100, new TaskId("x".repeat(250)));
    var work = Work.of(Samples.attempt("branch", 1));
    var finished =
        new RunEvent.AttemptFinished(work, new Outcome.Succeeded(), skipped, Samples.NOON);
    var large = new Inbox.Message(run, finished, "large");
    assertThatThrownBy(() -> queue.inbox().send(List.of(message("r1", "a"), large)))
        .isInstanceOf(TooLargeException.class)
        .hasMessageContaining("bytes, at most 262,144");
    assertThatThrownBy(() -> queue.inbox().sendLater(large, Duration.ZERO))
        .isInstanceOf(TooLargeException.class);
    assertThat(drained()).isEmpty();
  }

  @Test
  void aMessageSentAgainWithinMinutesIsOneMessage() {
    queue.inbox().send(List.of(message("r1", "a")));
    queue.inbox().send(List.of(message("r1", "a"), message("r1", "b")));
    assertThat(drained()).containsExactly(message("r1", "a"), message("r1", "b"));
    queue.inbox().send(List.of(message("r1", "a")));
    assertThat(drained()).isEmpty();
  }

  @Test
  void oneDeduplicationIdToTwoAggregatesAreTwoMessages() {
    queue.inbox().send(List.of(message("r1", "a"), message("r2", "a")));
    assertThat(drained()).hasSize(2);
  }

  @Test
  void idsOfAnyLengthAndScriptAreCarried() {
    var message = message("manual Ä " + "x".repeat(230), "d ü " + "y".repeat(300));
    queue.inbox().send(List.of(message));
    assertThat(drained()).containsExactly(message);
  }

  @Test
  void manyLargeMessagesAreSplitOverRequests() {
    var sent =
        IntStream.range(0, 12).mapToObj(i -> message("r1", "m" + i, "x".repeat(60_000))).toList();
    queue.inbox().send(sent);
    assertThat(drained()).isEqualTo(sent);
  }

  @Test
  void aDelayLongerThanAQueueGivesIsRefused() {
    var message = message("r1", "a");
    assertThatThrownBy(
            () -> queue.inbox().sendLater(message, Inbox.DELAY_MAX.plus(Duration.ofSeconds(1))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aMessageSentLaterArrives() {
    queue.inbox().sendLater(message("r1", "a"), Duration.ZERO);
    assertThat(drained()).containsExactly(message("r1", "a"));
  }

  private List<Message> drained() {
    var all = new ArrayList<Message>();
    for (var batch = queue.receive(); !batch.isEmpty(); batch = queue.receive()) {
      all.addAll(messages(batch));
      batch.forEach(queue::ack);
    }
    return all;
  }

  private static List<Message> messages(List<Received> batch) {
    return batch.stream().map(Received::message).toList();
  }

  private static Message message(String runId, String deduplicationId) {
    return message(runId, deduplicationId, deduplicationId);
  }

  private static Message message(String runId, String deduplicationId, String reason) {
    var work = new Work(new TaskId("t"), -1, 1);
    return new Message(
        new AggregateKey.OfRun(Samples.run(runId)),
        new RunEvent.AttemptLost(work, Samples.NOON, reason),
        deduplicationId);
  }

  /** An inbox and its other end. */
  public interface Queue {
    /** The end to send to. */
    Inbox inbox();

    /** Up to ten messages; none if none comes soon. What was sent later is forwarded first. */
    List<Received> receive();

    /** Removes one. */
    void ack(Received received);

    /** Gives one back. */
    void nack(Received received);
  }

  /**
   * A message that was received.
   *
   * @param messageId its id
   * @param handle what acknowledges it
   * @param message the message
   */
  public record Received(String messageId, String handle, Message message) {}
}
