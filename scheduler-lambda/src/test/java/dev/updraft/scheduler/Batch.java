package dev.updraft.scheduler;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.updraft.aws.sqs.InboxEnvelope;
import dev.updraft.core.flow.Event;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.port.Inbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Messages as Lambda hands them to a function, in this order. */
final class Batch {
  private final List<SQSEvent.SQSMessage> records = new ArrayList<>();

  /** A message to an aggregate. */
  Batch with(String messageId, AggregateKey to, Event event) {
    return with(
        messageId, to.text(), InboxEnvelope.encode(new Inbox.Message(to, event, "d" + messageId)));
  }

  /** A message of any text, in the group of this name. */
  Batch with(String messageId, String group, String body) {
    var record = new SQSEvent.SQSMessage();
    record.setMessageId(messageId);
    record.setBody(body);
    record.setAttributes(Map.of("MessageGroupId", group));
    records.add(record);
    return this;
  }

  /** Those messages that have failed come again. */
  Batch only(List<String> messageIds) {
    var batch = new Batch();
    records.stream()
        .filter(record -> messageIds.contains(record.getMessageId()))
        .forEach(batch.records::add);
    return batch;
  }

  /** Hands them over; answers which are reported back as failed. */
  List<String> to(RequestHandler<SQSEvent, SQSBatchResponse> handler) {
    var event = new SQSEvent();
    event.setRecords(List.copyOf(records));
    return handler.handleRequest(event, World.CONTEXT).getBatchItemFailures().stream()
        .map(BatchItemFailure::getItemIdentifier)
        .toList();
  }
}
