package dev.updraft.executor;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.updraft.core.attempt.LaunchMessage;
import dev.updraft.core.wire.Json;
import java.util.ArrayList;
import java.util.function.BiPredicate;

/** A batch of launch messages, dealt with one by one; what fails comes again alone. */
public final class MessageBatch {
  private static final System.Logger LOG = System.getLogger(MessageBatch.class.getName());

  private MessageBatch() {}

  /**
   * Deals with each message.
   *
   * @param isDone takes a message and how often it has been received; false has it come again
   */
  public static SQSBatchResponse each(SQSEvent event, BiPredicate<LaunchMessage, Integer> isDone) {
    var failures = new ArrayList<BatchItemFailure>();
    for (var message : event.getRecords()) {
      if (!isDone(message, isDone)) {
        failures.add(new BatchItemFailure(message.getMessageId()));
      }
    }
    return new SQSBatchResponse(failures);
  }

  private static boolean isDone(
      SQSEvent.SQSMessage message, BiPredicate<LaunchMessage, Integer> isDone) {
    try {
      var launch = Json.read(message.getBody(), LaunchMessage.class);
      var attributes = message.getAttributes();
      var count = attributes == null ? null : attributes.get("ApproximateReceiveCount");
      return isDone.test(launch, count == null ? 1 : Integer.parseInt(count));
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "message " + message.getMessageId() + " comes again", e);
      return false;
    }
  }
}
