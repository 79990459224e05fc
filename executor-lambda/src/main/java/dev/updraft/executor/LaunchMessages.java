package dev.updraft.executor;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.updraft.core.attempt.LaunchMessage;
import dev.updraft.core.wire.Json;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The messages of a queue of attempts: reads each, and has done what is done there with it. */
public final class LaunchMessages {
  private static final System.Logger LOG = System.getLogger(LaunchMessages.class.getName());
  private static final String RECEIVES = "ApproximateReceiveCount";

  private final Handling handling;

  /** With what is done with each. */
  public LaunchMessages(Handling handling) {
    this.handling = handling;
  }

  /** What is done with a message. */
  @FunctionalInterface
  public interface Handling {
    /**
     * Does it.
     *
     * @param receives how often the message has been received, this time included
     * @return whether the message is done with; it is to come again otherwise
     */
    boolean isDone(LaunchMessage launch, int receives);
  }

  /** Deals with a batch, all at once; what fails, however it does, comes again alone. */
  public SQSBatchResponse each(SQSEvent event) {
    var failures = new ArrayList<BatchItemFailure>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var handled = new ArrayList<Future<Boolean>>();
      for (var message : event.getRecords()) {
        Callable<Boolean> handle =
            () -> isDone(message.getMessageId(), message.getBody(), receives(message));
        handled.add(threads.submit(handle));
      }
      for (int i = 0; i < handled.size(); i++) {
        var id = event.getRecords().get(i).getMessageId();
        if (!get(id, handled.get(i))) {
          failures.add(new BatchItemFailure(id));
        }
      }
    }
    return new SQSBatchResponse(failures);
  }

  /**
   * Deals with one message.
   *
   * @param id the message's id, for the log
   * @return whether it is done with; what launches no attempt never is, and becomes a dead letter
   */
  public boolean isDone(String id, String body, int receives) {
    LaunchMessage launch;
    try {
      launch = Json.read(body, LaunchMessage.class);
    } catch (IllegalArgumentException e) {
      LOG.log(System.Logger.Level.ERROR, "message " + id + " launches no attempt", e);
      return false;
    }
    return handling.isDone(launch, receives);
  }

  private static int receives(SQSEvent.SQSMessage message) {
    var attributes = message.getAttributes();
    var count = attributes == null ? null : attributes.get(RECEIVES);
    return count == null ? 1 : Integer.parseInt(count);
  }

  private static boolean get(String id, Future<Boolean> handled) {
    try {
      return handled.get();
    } catch (ExecutionException e) {
      LOG.log(System.Logger.Level.ERROR, "message " + id + " comes again", e.getCause());
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
