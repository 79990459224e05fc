package dev.updraft.standalone.queue;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.updraft.standalone.http.LocalContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;

/**
 * A queue of attempts, of which a limited number runs at once, each as long as it takes: the {@code
 * local} executor, or {@code sequential} with one place. A message stays invisible while its
 * attempt runs, and comes again if this process dies.
 */
public final class TaskSource implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(TaskSource.class.getName());
  private static final int BATCH_MAX = 10;
  private static final int WAIT_SECONDS = 10;
  private static final Duration VISIBILITY = Duration.ofMinutes(2);
  private static final Duration EXTEND_EVERY = Duration.ofSeconds(60);

  private final SqsClient sqs;
  private final String queueUrl;
  private final RequestHandler<SQSEvent, SQSBatchResponse> handler;
  private final Semaphore places;
  private final Thread poller;
  private final ScheduledExecutorService extender =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("visibility").factory());
  private volatile boolean closed;

  private TaskSource(
      SqsClient sqs,
      String queueUrl,
      RequestHandler<SQSEvent, SQSBatchResponse> handler,
      Semaphore places) {
    this.sqs = sqs;
    this.queueUrl = queueUrl;
    this.handler = handler;
    this.places = places;
    this.poller = Thread.ofVirtual().name("tasks").unstarted(this::poll);
  }

  /**
   * Starts taking attempts.
   *
   * @param places how many run at once; several queues may share them
   */
  public static TaskSource start(
      SqsClient sqs,
      String queueUrl,
      RequestHandler<SQSEvent, SQSBatchResponse> handler,
      Semaphore places) {
    var source = new TaskSource(sqs, queueUrl, handler, places);
    source.poller.start();
    return source;
  }

  @Override
  public void close() {
    closed = true;
    poller.interrupt();
    extender.shutdownNow();
  }

  private void poll() {
    while (!closed) {
      try {
        int free = takePlaces();
        List<Message> messages = List.of();
        try {
          messages = receive(free);
        } finally {
          places.release(free - messages.size());
        }
        messages.forEach(message -> Thread.ofVirtual().start(() -> run(message)));
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      } catch (SdkException e) {
        if (!closed) {
          LOG.log(
              System.Logger.Level.WARNING, "polling " + queueUrl + " failed: " + e.getMessage());
        }
      }
    }
  }

  private int takePlaces() throws InterruptedException {
    places.acquire();
    int taken = 1;
    while (taken < BATCH_MAX && places.tryAcquire()) {
      taken++;
    }
    return taken;
  }

  private List<Message> receive(int max) {
    return sqs.receiveMessage(
            ReceiveMessageRequest.builder()
                .queueUrl(queueUrl)
                .maxNumberOfMessages(max)
                .waitTimeSeconds(WAIT_SECONDS)
                .visibilityTimeout(Math.toIntExact(VISIBILITY.toSeconds()))
                .build())
        .messages();
  }

  private void run(Message message) {
    var extension =
        extender.scheduleAtFixedRate(
            () -> extend(message),
            EXTEND_EVERY.toSeconds(),
            EXTEND_EVERY.toSeconds(),
            TimeUnit.SECONDS);
    try {
      var event = new SQSEvent();
      event.setRecords(List.of(Messages.record(message)));
      var answer = handler.handleRequest(event, new LocalContext());
      if (answer.getBatchItemFailures().isEmpty()) {
        sqs.deleteMessage(
            DeleteMessageRequest.builder()
                .queueUrl(queueUrl)
                .receiptHandle(message.receiptHandle())
                .build());
      }
    } catch (RuntimeException e) {
      if (!closed) {
        LOG.log(System.Logger.Level.ERROR, "the attempt of a message comes again", e);
      }
    } finally {
      extension.cancel(false);
      places.release();
    }
  }

  private void extend(Message message) {
    try {
      sqs.changeMessageVisibility(
          ChangeMessageVisibilityRequest.builder()
              .queueUrl(queueUrl)
              .receiptHandle(message.receiptHandle())
              .visibilityTimeout(Math.toIntExact(VISIBILITY.toSeconds()))
              .build());
    } catch (SdkException e) {
      LOG.log(System.Logger.Level.WARNING, "a running attempt's message may come again", e);
    }
  }
}
