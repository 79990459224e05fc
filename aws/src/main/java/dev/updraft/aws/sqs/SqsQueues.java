package dev.updraft.aws.sqs;

import static dev.updraft.core.port.ItemSize.MESSAGE_BYTES_MAX;

import dev.updraft.core.port.ItemSize;
import dev.updraft.core.port.StoreException;
import dev.updraft.core.port.TooLargeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** Queues by name: sending in batches, and receiving for the hosts that poll. */
public final class SqsQueues {
  /** What a batch takes. */
  private static final int BATCH_MAX = 10;

  /** The size of a batch, a quarter of what SQS allows. */
  private static final int BATCH_BYTES_MAX = MESSAGE_BYTES_MAX;

  /** How often the entries that failed are sent again. */
  private static final int ROUNDS_MAX = 3;

  private final SqsClient sqs;
  private final Map<String, String> urls = new ConcurrentHashMap<>();

  /** By this client. */
  public SqsQueues(SqsClient sqs) {
    this.sqs = sqs;
  }

  /** The URL of a queue. */
  public String url(String queue) {
    var known = urls.get(queue);
    if (known != null) {
      return known;
    }
    var request = GetQueueUrlRequest.builder().queueName(queue).build();
    var url = calling("find", queue, () -> sqs.getQueueUrl(request)).queueUrl();
    urls.put(queue, url);
    return url;
  }

  /**
   * Sends messages in this order, in as few requests as their sizes allow. An entry that a batch
   * refuses is sent again after the others of its batch.
   *
   * @throws TooLargeException if one is too large; none is sent then
   */
  void send(String queue, List<SendMessageBatchRequestEntry> entries) {
    for (var entry : entries) {
      TooLargeException.check("a message to queue " + queue, size(entry), MESSAGE_BYTES_MAX);
    }
    var batch = new ArrayList<SendMessageBatchRequestEntry>();
    var bytes = 0;
    for (var entry : entries) {
      var size = size(entry);
      if (batch.size() == BATCH_MAX || (!batch.isEmpty() && bytes + size > BATCH_BYTES_MAX)) {
        sendBatch(queue, batch);
        batch.clear();
        bytes = 0;
      }
      batch.add(entry.toBuilder().id(Integer.toString(batch.size())).build());
      bytes += size;
    }
    if (!batch.isEmpty()) {
      sendBatch(queue, batch);
    }
  }

  private static int size(SendMessageBatchRequestEntry entry) {
    return ItemSize.of(entry.messageBody());
  }

  private void sendBatch(String queue, List<SendMessageBatchRequestEntry> batch) {
    var left = List.copyOf(batch);
    var reasons = new HashMap<String, String>();
    for (var round = 0; round < ROUNDS_MAX && !left.isEmpty(); round++) {
      var request = SendMessageBatchRequest.builder().queueUrl(url(queue)).entries(left).build();
      var response = calling("send to", queue, () -> sqs.sendMessageBatch(request));
      reasons.clear();
      response.failed().forEach(one -> reasons.put(one.id(), one.code() + " " + one.message()));
      left = left.stream().filter(entry -> reasons.containsKey(entry.id())).toList();
    }
    if (!left.isEmpty()) {
      throw new StoreException(
          "queue %s refused %d of %d messages: %s"
              .formatted(queue, left.size(), batch.size(), reasons.values()));
    }
  }

  /**
   * Receives up to ten messages, with how often each has been received and its group.
   *
   * @param wait how long to wait for the first, at most 20 s
   * @param visibility for how long they stay invisible
   */
  public List<Message> receive(String queue, Duration wait, Duration visibility) {
    var request =
        ReceiveMessageRequest.builder()
            .queueUrl(url(queue))
            .maxNumberOfMessages(BATCH_MAX)
            .waitTimeSeconds(Math.toIntExact(wait.toSeconds()))
            .visibilityTimeout(Math.toIntExact(visibility.toSeconds()))
            .messageSystemAttributeNames(
                MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT,
                MessageSystemAttributeName.MESSAGE_GROUP_ID)
            .build();
    return calling("receive from", queue, () -> sqs.receiveMessage(request)).messages();
  }

  /** Removes a message that has been dealt with. */
  public void delete(String queue, String receiptHandle) {
    var request =
        DeleteMessageRequest.builder().queueUrl(url(queue)).receiptHandle(receiptHandle).build();
    calling("delete from", queue, () -> sqs.deleteMessage(request));
  }

  /** Keeps a message invisible for so long from now; zero makes it visible. */
  public void hide(String queue, String receiptHandle, Duration visibility) {
    var request =
        ChangeMessageVisibilityRequest.builder()
            .queueUrl(url(queue))
            .receiptHandle(receiptHandle)
            .visibilityTimeout(Math.toIntExact(visibility.toSeconds()))
            .build();
    calling("change a message of", queue, () -> sqs.changeMessageVisibility(request));
  }

  /** Keeps messages invisible for so long from now each, by their receipt handles. */
  public void hideAll(String queue, Map<String, Duration> waits) {
    var entries = new ArrayList<ChangeMessageVisibilityBatchRequestEntry>();
    waits.forEach((receiptHandle, wait) ->
        entries.add(
            ChangeMessageVisibilityBatchRequestEntry.builder()
                .id(Integer.toString(entries.size()))
                .receiptHandle(receiptHandle)
                .visibilityTimeout(Math.toIntExact(wait.toSeconds()))
                .build()));
    for (int from = 0; from < entries.size(); from += BATCH_MAX) {
      var some = entries.subList(from, Math.min(from + BATCH_MAX, entries.size()));
      var request =
          ChangeMessageVisibilityBatchRequest.builder().queueUrl(url(queue)).entries(some).build();
      var response =
          calling("change messages of", queue, () -> sqs.changeMessageVisibilityBatch(request));
      if (response.hasFailed() && !response.failed().isEmpty()) {
        var first = response.failed().getFirst();
        throw new StoreException(
            "queue %s hid %d of %d messages: %s"
                .formatted(queue, some.size() - response.failed().size(), some.size(), first));
      }
    }
  }

  private <T> T calling(String what, String queue, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw new StoreException("cannot %s queue %s: %s".formatted(what, queue, e.getMessage()), e);
    }
  }
}
