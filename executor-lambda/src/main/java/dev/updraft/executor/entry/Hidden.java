package dev.updraft.executor.entry;

import dev.updraft.aws.AwsClients;
import dev.updraft.aws.sqs.SqsQueues;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Messages that failed and come again soon; the client is made when the first of them is hidden.
 */
final class Hidden {
  private Hidden() {}

  static void hide(String queue, Map<String, Duration> waits) {
    Client.QUEUES.hideAll(queue, waits);
  }

  private static final class Client {
    static final SqsQueues QUEUES =
        new SqsQueues(SqsClient.builder().httpClient(AwsClients.http()).build());
  }
}
