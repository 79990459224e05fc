package dev.updraft.aws;

import dev.updraft.aws.dynamo.Schema;
import dev.updraft.core.port.StoreException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.sqs.model.CreateQueueRequest;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Creates what a deployment needs, where it is not there yet: for the standalone process and for
 * tests. In the cloud the infrastructure's stack does it.
 */
public final class AwsSetup {
  private AwsSetup() {}

  /**
   * Tables, the inbox, the timers' queue, the bucket, and the executors' queues.
   *
   * @param taskQueues the names of the executors' queues, as {@link
   *     dev.updraft.core.port.TaskQueues#queueName} gives them
   */
  public static void create(AwsClients clients, AwsNames names, List<String> taskQueues) {
    try {
      Schema.create(clients.dynamo(), names);
      queue(clients, names.inboxQueue(), inboxAttributes());
      queue(clients, names.timersQueue(), Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "60"));
      for (var queue : taskQueues) {
        queue(
            clients, names.taskQueue(queue), Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "120"));
      }
      bucket(clients, names.bucket());
    } catch (SdkException e) {
      throw new StoreException("cannot create the stores: " + e.getMessage(), e);
    }
  }

  /** High throughput: every group has its own deduplication and its own limit. */
  private static Map<QueueAttributeName, String> inboxAttributes() {
    var attributes = new LinkedHashMap<QueueAttributeName, String>();
    attributes.put(QueueAttributeName.FIFO_QUEUE, "true");
    attributes.put(QueueAttributeName.DEDUPLICATION_SCOPE, "messageGroup");
    attributes.put(QueueAttributeName.FIFO_THROUGHPUT_LIMIT, "perMessageGroupId");
    attributes.put(QueueAttributeName.VISIBILITY_TIMEOUT, "90");
    return attributes;
  }

  private static void queue(
      AwsClients clients, String name, Map<QueueAttributeName, String> attributes) {
    clients
        .sqs()
        .createQueue(CreateQueueRequest.builder().queueName(name).attributes(attributes).build());
  }

  private static void bucket(AwsClients clients, String name) {
    try {
      clients.s3().createBucket(CreateBucketRequest.builder().bucket(name).build());
    } catch (BucketAlreadyOwnedByYouException there) {
      // It was created before, which is what was asked for.
    }
  }
}
