package dev.updraft.standalone.queue;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.updraft.standalone.http.LocalContext;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;

/** One queue and the handler of its messages, polled by a few threads. */
public final class EventSource implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(EventSource.class.getName());
  private static final int BATCH = 10;
  private static final int WAIT_SECONDS = 10;

  /** How soon a message that failed comes again: not at once, so that a fault does not spin. */
  private static final int RETRY_SECONDS = 2;

  private final SqsClient sqs;
  private final String queueUrl;
  private final RequestHandler<SQSEvent, SQSBatchResponse> handler;
  private final List<Thread> threads;
  private volatile boolean closed;

  private EventSource(
      SqsClient sqs,
      String queueUrl,
      RequestHandler<SQSEvent, SQSBatchResponse> handler,
      int pollers) {
    this.sqs = sqs;
    this.queueUrl = queueUrl;
    this.handler = handler;
    var name = queueUrl.substring(queueUrl.lastIndexOf('/') + 1);
    this.threads =
        IntStream.range(0, pollers)
            .mapToObj(i -> Thread.ofVirtual().name(name + "-" + i).unstarted(this::poll))
            .toList();
  }

  /** Starts polling a queue by so many threads. */
  public static EventSource start(
      SqsClient sqs,
      String queueUrl,
      RequestHandler<SQSEvent, SQSBatchResponse> handler,
      int pollers) {
    var source = new EventSource(sqs, queueUrl, handler, pollers);
    source.threads.forEach(Thread::start);
    return source;
  }

  @Override
  public void close() {
    closed = true;
    threads.forEach(Thread::interrupt);
  }

  private void poll() {
    while (!closed) {
      try {
        var messages =
            sqs.receiveMessage(
                    ReceiveMessageRequest.builder()
                        .queueUrl(queueUrl)
                        .maxNumberOfMessages(BATCH)
                        .waitTimeSeconds(WAIT_SECONDS)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                        .build())
                .messages();
        if (!messages.isEmpty()) {
          deliver(messages);
        }
      } catch (SdkException e) {
        if (!closed) {
          LOG.log(
              System.Logger.Level.WARNING, "polling " + queueUrl + " failed: " + e.getMessage());
        }
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, "a batch of " + queueUrl + " comes again", e);
      }
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

  private void giveBack(List<Message> messages, Set<String> failed) {
    var entries =
        messages.stream()
            .filter(m -> failed.contains(m.messageId()))
            .map(m ->
                ChangeMessageVisibilityBatchRequestEntry.builder()
                    .id(m.messageId())
                    .receiptHandle(m.receiptHandle())
                    .visibilityTimeout(RETRY_SECONDS)
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
