package dev.updraft.standalone.queue;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.Map;
import software.amazon.awssdk.services.sqs.model.Message;

/** SQS's messages in the shape Lambda hands them to a function. */
final class Messages {
  private Messages() {}

  static SQSEvent.SQSMessage record(Message message) {
    var record = new SQSEvent.SQSMessage();
    record.setMessageId(message.messageId());
    record.setReceiptHandle(message.receiptHandle());
    record.setBody(message.body());
    record.setAttributes(Map.copyOf(message.attributesAsStrings()));
    return record;
  }
}
