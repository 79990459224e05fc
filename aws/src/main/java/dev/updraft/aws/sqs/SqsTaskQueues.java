package dev.updraft.aws.sqs;

import dev.updraft.aws.AwsNames;
import dev.updraft.core.attempt.LaunchMessage;
import dev.updraft.core.port.TaskQueues;
import dev.updraft.core.wire.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** {@link TaskQueues} on SQS: standard queues whose messages are launch messages as JSON. */
public final class SqsTaskQueues implements TaskQueues {
  private final SqsQueues queues;
  private final AwsNames names;

  /** On the queues of these names. */
  public SqsTaskQueues(SqsQueues queues, AwsNames names) {
    this.queues = queues;
    this.names = names;
  }

  @Override
  public void send(List<LaunchMessage> messages) {
    var byQueue = new LinkedHashMap<String, List<SendMessageBatchRequestEntry>>();
    for (var message : messages) {
      var queue = TaskQueues.queueName(message.executor(), message.queue());
      byQueue
          .computeIfAbsent(names.taskQueue(queue), _ -> new ArrayList<>())
          .add(SendMessageBatchRequestEntry.builder().messageBody(Json.write(message)).build());
    }
    byQueue.forEach(queues::send);
  }

  /**
   * The launch message a body carries.
   *
   * @throws IllegalArgumentException if it carries none
   */
  public static LaunchMessage decode(String body) {
    return Json.read(body, LaunchMessage.class);
  }
}
