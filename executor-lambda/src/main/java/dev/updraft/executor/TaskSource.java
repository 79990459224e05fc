package dev.updraft.executor;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;

/**
 * A queue of attempts, of which a limited number runs at once, each as long as it takes: that of a
 * worker, or of the {@code local} executor, or of {@code sequential} with one place. A message
 * stays invisible while its attempt runs, and comes again if this process dies.
 */
public final class TaskSource implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(TaskSource.class.getName());
  private static final MessageSystemAttributeName RECEIVES =
      MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT;
  private static final int BATCH_MAX = 10;
  private static final int WAIT_SECONDS = 10;
  private static final Duration VISIBILITY = Duration.ofMinutes(2);
  private static final Duration EXTEND_EVERY = Duration.ofSeconds(60);
  private static final Duration FAULT_PAUSE = Duration.ofSeconds(1);

  private final SqsClient sqs;
  private final String queueUrl;
  private final LaunchMessages attempts;
  private final Semaphore places;
  private final Thread poller;
  private final ScheduledExecutorService extender =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("visibility").factory());
  private volatile boolean draining;
  private volatile boolean closed;

  private TaskSource(SqsClient sqs, String queueUrl, LaunchMessages attempts, Semaphore places) {
    this.sqs = sqs;
    this.queueUrl = queueUrl;
    this.attempts = attempts;
    this.places = places;
    this.poller = Thread.ofVirtual().name("tasks").unstarted(this::poll);
  }

  /**
   * Starts taking attempts.
   *
   * @param places how many run at once; several queues may share them
   */
  public static TaskSource start(
      SqsClient sqs, String queueUrl, LaunchMessages attempts, Semaphore places) {
    var source = new TaskSource(sqs, queueUrl, attempts, places);
    source.poller.start();
    return source;
  }

  /**
   * Takes no attempt any more; those that run go on. A receive under way holds places until it
   * ends, at most ten seconds; what it brings is given back at once.
   */
  public void drain() {
    draining = true;
  }

  /** Takes no attempt any more, and leaves those that run to whoever ends their runner. */
  @Override
  public void close() {
    draining = true;
    closed = true;
    poller.interrupt();
    extender.shutdownNow();
  }

  private void poll() {
    while (!draining) {
      try {
        int free = takePlaces();
        if (free == 0) {
          continue;
        }
        List<Message> messages = List.of();
        try {
          messages = receive(free);
        } finally {
          places.release(free - messages.size());
        }
        messages.forEach(this::begin);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      } catch (SdkException e) {
        if (!closed) {
          LOG.log(
              System.Logger.Level.WARNING, "polling " + queueUrl + " failed: " + e.getMessage());
        }
        LockSupport.parkNanos(FAULT_PAUSE.toNanos());
      } catch (RuntimeException | Error e) {
        LOG.log(System.Logger.Level.ERROR, "polling " + queueUrl + " failed", e);
        LockSupport.parkNanos(FAULT_PAUSE.toNanos());
      }
    }
  }

  /** Looks up from its waiting now and then, as there may be no need for a place any more. */
  private int takePlaces() throws InterruptedException {
    if (!places.tryAcquire(1, TimeUnit.SECONDS)) {
      return 0;
    }
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
                .messageSystemAttributeNames(RECEIVES)
                .build())
        .messages();
  }

  private void begin(Message message) {
    if (draining) {
      try {
        hide(message, Duration.ZERO);
      } catch (SdkException e) {
        LOG.log(System.Logger.Level.WARNING, "a message comes again in " + VISIBILITY, e);
      } finally {
        places.release();
      }
    } else {
      Thread.ofVirtual().start(() -> run(message));
    }
  }

  private void run(Message message) {
    var extension =
        extender.scheduleAtFixedRate(
            () -> extend(message),
            EXTEND_EVERY.toSeconds(),
            EXTEND_EVERY.toSeconds(),
            TimeUnit.SECONDS);
    try {
      if (attempts.isDone(message.messageId(), message.body(), receives(message))) {
        sqs.deleteMessage(
            DeleteMessageRequest.builder()
                .queueUrl(queueUrl)
                .receiptHandle(message.receiptHandle())
                .build());
      }
    } catch (RuntimeException | Error e) {
      if (!closed) {
        LOG.log(System.Logger.Level.ERROR, "the attempt of a message comes again", e);
      }
    } finally {
      extension.cancel(false);
      places.release();
    }
  }

  private static int receives(Message message) {
    return Integer.parseInt(message.attributes().getOrDefault(RECEIVES, "1"));
  }

  private void extend(Message message) {
    try {
      hide(message, VISIBILITY);
    } catch (RuntimeException e) {
      // Whatever it is: one that came out of here would end all later extensions.
      LOG.log(System.Logger.Level.WARNING, "a running attempt's message may come again", e);
    }
  }

  private void hide(Message message, Duration time) {
    sqs.changeMessageVisibility(
        ChangeMessageVisibilityRequest.builder()
            .queueUrl(queueUrl)
            .receiptHandle(message.receiptHandle())
            .visibilityTimeout(Math.toIntExact(time.toSeconds()))
            .build());
  }
}
