package dev.updraft.core.port.memory;

import static dev.updraft.core.port.contract.Samples.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.flow.PlanEvent;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.id.DagId;
import dev.updraft.core.port.Inbox.Message;
import dev.updraft.core.port.contract.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the inbox in memory does as its clock goes on. */
class MemoryInboxTest {
  private Instant now = Samples.NOON;
  private final MemoryInbox inbox = new MemoryInbox(() -> now);

  @Test
  void aBatchThatNobodyAcknowledgedComesAgainAfterItsTimeout() {
    inbox.send(List.of(message("a")));
    inbox.receive(10);
    now = now.plus(MemoryInbox.VISIBILITY).minusMillis(1);
    assertThat(inbox.receive(10)).isEmpty();
    now = now.plusMillis(1);
    var again = inbox.receive(10);
    assertThat(again).extracting(MemoryInbox.Delivery::receiveCount).containsExactly(2);
    assertThat(again).extracting(MemoryInbox.Delivery::messageId).containsExactly("m1");
  }

  @Test
  void aDeduplicationIdIsForgottenAfterFiveMinutes() {
    inbox.send(List.of(message("a")));
    now = now.plus(MemoryInbox.DEDUPLICATION).minusMillis(1);
    inbox.send(List.of(message("a")));
    assertThat(inbox.size()).isEqualTo(1);
    now = now.plusMillis(1);
    inbox.send(List.of(message("a")));
    assertThat(inbox.size()).isEqualTo(2);
  }

  @Test
  void aDelayedMessageArrivesWhenItIsDue() {
    inbox.sendLater(message("later"), Duration.ofSeconds(30));
    inbox.send(List.of(message("now")));
    assertThat(inbox.nextChange()).isEqualTo(at(30));
    assertThat(ids(inbox.receive(10))).containsExactly("now");
    inbox.ack("m1");
    now = at(30);
    assertThat(ids(inbox.receive(10))).containsExactly("later");
    assertThat(inbox.nextChange()).isEqualTo(at(30).plus(MemoryInbox.VISIBILITY));
  }

  @Test
  void aGroupStaysLockedUntilItsLastMessageIsDealtWith() {
    inbox.send(List.of(message("a"), message("b"), message("c")));
    assertThat(inbox.receive(2)).hasSize(2);
    inbox.ack("m1");
    assertThat(inbox.receive(10)).isEmpty();
    inbox.nack("m2");
    assertThat(ids(inbox.receive(10))).containsExactly("b", "c");
  }

  private static List<String> ids(List<MemoryInbox.Delivery> batch) {
    return batch.stream().map(one -> one.message().deduplicationId()).toList();
  }

  private static Message message(String deduplicationId) {
    return new Message(
        new AggregateKey.OfDag(new DagId("orders")), new PlanEvent.DagRemoved(), deduplicationId);
  }
}
