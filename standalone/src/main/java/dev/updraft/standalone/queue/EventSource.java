package dev.updraft.standalone.queue;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.updraft.aws.sqs.Redelivery;
import dev.updraft.standalone.http.LocalContext;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;

/**
 * One queue and the handler of its messages. One thread receives, and hands batches to a few at a
 * time.
 *
 * <p>It waits for messages in the queue only while no batch is being handled. ElasticMQ tries a
 * waiting receive again without a pause, at the cost of a processor, as long as messages lie in a
 * group of which others are being handled.
 */
public final class EventSource implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(EventSource.class.getName());
  private static final int BATCH = 10;
  private static final int WAIT_SECONDS = 10;
  private static final long LOOK_EVERY_MILLIS = 20;
  private static final Duration FAULT_PAUSE = Duration.ofMillis(500);

  private final SqsClient sqs;
  private final String queueUrl;
  private final RequestHandler<SQSEvent, SQSBatchResponse> handler;
  private final int batchesMax;
  private final Semaphore places;
  private final Semaphore ended = new Semaphore(0);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Thread poller;
  private volatile boolean closed;

  private EventSource(
      SqsClient sqs,
      String queueUrl,
      RequestHandler<SQSEvent, SQSBatchResponse> handler,
      int batchesMax) {
    this.sqs = sqs;
    this.queueUrl = queueUrl;
    this.handler = handler;
    this.batchesMax = batchesMax;
    this.places = new Semaphore(batchesMax);
    var name = queueUrl.substring(queueUrl.lastIndexOf('/') + 1);
    this.poller = Thread.ofVirtual().name(name).unstarted(this::poll);
  }

  /**
   * Starts polling a queue.
   *
   * @param batchesMax how many batches are handled at once
   */
  public static EventSource start(
      SqsClient sqs,
      String queueUrl,
      RequestHandler<SQSEvent, SQSBatchResponse> handler,
      int batchesMax) {
    var source = new EventSource(sqs, queueUrl, handler, batchesMax);
    source.poller.start();
    return source;
  }

  @Override
  public void close() {
    closed = true;
    poller.interrupt();
    threads.shutdownNow();
  }

  private void poll() {
    try {
      while (!closed) {
        pollOnce();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void pollOnce() throws InterruptedException {
    places.acquire();
    boolean given = false;
    try {
      ended.drainPermits();
      boolean idle = places.availablePermits() == batchesMax - 1;
      var messages = receive(idle ? WAIT_SECONDS : 0);
      if (!messages.isEmpty()) {
        threads.execute(() -> handle(messages));
        given = true;
      } else if (!idle) {
        var _ = ended.tryAcquire(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (SdkException e) {
      if (!closed) {
        LOG.log(System.Logger.Level.WARNING, "polling " + queueUrl + " failed: " + e.getMessage());
        Thread.sleep(FAULT_PAUSE);
      }
    } finally {
      if (!given) {
        places.release();
      }
    }
  }

  private List<Message> receive(int waitSeconds) {
    return sqs.receiveMessage(
            ReceiveMessageRequest.builder()
                .queueUrl(queueUrl)
                .maxNumberOfMessages(BATCH)
                .waitTimeSeconds(waitSeconds)
                .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                .build())
        .messages();
  }

  private void handle(List<Message> messages) {
    try {
      deliver(messages);
    } catch (RuntimeException e) {
      if (!closed) {
        LOG.log(System.Logger.Level.ERROR, "a batch of " + queueUrl + " comes again", e);
      }
    } finally {
      places.release();
      ended.release();
    }
  }

  private void deliver(List<Message> messages) {
    var event = new SQSEvent();
    event.setRecords(messages.stream().map(Messages::record).toList());
    var failed = new HashSet<String>();
    handler
        .handleRequest(event, new LocalContext())
        .getBatchItemFailures()
        .forEach(failure -> failed.add(failure.getItemIdentifier()));
    delete(messages.stream().filter(m -> !failed.contains(m.messageId())).toList());
    giveBack(messages, failed);
  }

  private void delete(List<Message> done) {
    if (done.isEmpty()) {
      return;
    }
    var entries =
        done.stream()
            .map(m ->
                DeleteMessageBatchRequestEntry.builder()
                    .id(m.messageId())
                    .receiptHandle(m.receiptHandle())
                    .build())
            .toList();
    sqs.deleteMessageBatch(
        DeleteMessageBatchRequest.builder().queueUrl(queueUrl).entries(entries).build());
  }

  /** As the functions do it: soon at first, so that nothing stands still, then ever later. */
  private static int waitSeconds(Message message) {
    var receives = message.attributes().get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT);
    var wait = Redelivery.waitAfter(receives == null ? 1 : Integer.parseInt(receives));
    return Math.toIntExact(wait.toSeconds());
  }

  private void giveBack(List<Message> messages, Set<String> failed) {
    var entries =
        messages.stream()
            .filter(m -> failed.contains(m.messageId()))
            .map(m ->
                ChangeMessageVisibilityBatchRequestEntry.builder()
                    .id(m.messageId())
                    .receiptHandle(m.receiptHandle())
                    .visibilityTimeout(waitSeconds(m))
                    .build())
            .toList();
    if (!entries.isEmpty()) {
      sqs.changeMessageVisibilityBatch(
          ChangeMessageVisibilityBatchRequest.builder()
              .queueUrl(queueUrl)
              .entries(entries)
              .build());
    }
  }
}
