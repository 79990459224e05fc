package dev.updraft.aws.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.updraft.core.port.StoreException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RedeliveryTest {
  private static final Context CONTEXT =
      (Context)
          Proxy.newProxyInstance(
              RedeliveryTest.class.getClassLoader(),
              new Class<?>[] {Context.class},
              (_, method, _) -> {
                throw new UnsupportedOperationException(method.getName());
              });

  private final Map<String, Duration> hidden = new TreeMap<>();

  @Test
  void whatFailedComesAgainAfterASecondAtFirstThenAfterEverLonger() {
    assertThat(List.of(1, 2, 3, 7, 8, 9, 1_000))
        .extracting(receives -> Redelivery.waitAfter(receives).toSeconds())
        .containsExactly(1L, 2L, 4L, 64L, 120L, 120L, 120L);
  }

  @Test
  void onlyWhatFailedIsHidden() {
    var response = deliver(failing("b", "d"), record("a", 1), record("b", 1), record("d", 3));
    assertThat(response.getBatchItemFailures()).hasSize(2);
    assertThat(hidden)
        .isEqualTo(
            Map.of(
                "updraft-inbox.fifo receipt of b", Duration.ofSeconds(1),
                "updraft-inbox.fifo receipt of d", Duration.ofSeconds(4)));
  }

  @Test
  void aBatchThatFailsAsAWholeIsHiddenAsAWhole() {
    RequestHandler<SQSEvent, SQSBatchResponse> broken =
        (_, _) -> {
          throw new IllegalStateException("broken");
        };
    assertThatThrownBy(() -> deliver(broken, record("a", 1), record("b", 2))).hasMessage("broken");
    assertThat(hidden).hasSize(2);
  }

  @Test
  void messagesThatCannotBeHiddenAreStillReportedAsFailed() {
    var handler =
        new Redelivery(
            failing("a"),
            (_, _) -> {
              throw new StoreException("throttled");
            });
    assertThat(handler.handleRequest(event(record("a", 1)), CONTEXT).getBatchItemFailures())
        .hasSize(1);
  }

  private SQSBatchResponse deliver(
      RequestHandler<SQSEvent, SQSBatchResponse> handler, SQSEvent.SQSMessage... records) {
    return new Redelivery(
            handler,
            (queue, waits) ->
                waits.forEach((receipt, wait) -> hidden.put(queue + " " + receipt, wait)))
        .handleRequest(event(records), CONTEXT);
  }

  private static SQSEvent event(SQSEvent.SQSMessage... records) {
    var event = new SQSEvent();
    event.setRecords(List.of(records));
    return event;
  }

  private static RequestHandler<SQSEvent, SQSBatchResponse> failing(String... messageIds) {
    var failures = new ArrayList<SQSBatchResponse.BatchItemFailure>();
    for (var id : messageIds) {
      failures.add(new SQSBatchResponse.BatchItemFailure(id));
    }
    return (_, _) -> new SQSBatchResponse(failures);
  }

  private static SQSEvent.SQSMessage record(String messageId, int receives) {
    var record = new SQSEvent.SQSMessage();
    record.setMessageId(messageId);
    record.setReceiptHandle("receipt of " + messageId);
    record.setEventSourceArn("arn:aws:sqs:eu-west-1:123456789012:updraft-inbox.fifo");
    record.setAttributes(Map.of("ApproximateReceiveCount", Integer.toString(receives)));
    return record;
  }
}
