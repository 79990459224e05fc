package dev.updraft.aws.sqs;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.updraft.core.port.StoreException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A queue's handler whose failed messages come again soon: after a second at first, then after ever
 * longer. A queue's visibility timeout is made for functions that die, several times as long as one
 * may take; an aggregate, or an attempt's end, would stand still for so long over a single call
 * that was throttled.
 */
public final class Redelivery implements RequestHandler<SQSEvent, SQSBatchResponse> {
  /** The longest wait. */
  public static final Duration LONGEST = Duration.ofMinutes(2);

  private static final System.Logger LOG = System.getLogger(Redelivery.class.getName());
  private static final String RECEIVES = "ApproximateReceiveCount";

  private final RequestHandler<SQSEvent, SQSBatchResponse> handler;
  private final Hiding hiding;

  /** Of what this handler fails with. */
  public Redelivery(RequestHandler<SQSEvent, SQSBatchResponse> handler, Hiding hiding) {
    this.handler = handler;
    this.hiding = hiding;
  }

  /** How messages of a queue are hidden for a while. */
  @FunctionalInterface
  public interface Hiding {
    /**
     * Hides them from now on.
     *
     * @param queue the queue's name
     * @param waits for how long, by receipt handle
     * @throws StoreException if some could not be hidden
     */
    void hide(String queue, Map<String, Duration> waits);
  }

  /**
   * For how long a message that failed is hidden.
   *
   * @param receives how often it has been received, this time included
   */
  public static Duration waitAfter(int receives) {
    var doubled = Duration.ofSeconds(1L << Math.clamp(receives - 1, 0, 30));
    return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    SQSBatchResponse response;
    try {
      response = handler.handleRequest(event, context);
    } catch (RuntimeException e) {
      hide(event.getRecords());
      throw e;
    }
    var failed = new HashSet<String>();
    response.getBatchItemFailures().forEach(failure -> failed.add(failure.getItemIdentifier()));
    hide(
        event.getRecords().stream()
            .filter(record -> failed.contains(record.getMessageId()))
            .toList());
    return response;
  }

  private void hide(List<SQSEvent.SQSMessage> failed) {
    var byQueue =
        failed.stream()
            .filter(record -> record.getEventSourceArn() != null)
            .collect(
                Collectors.groupingBy(
                    Redelivery::queue,
                    Collectors.toMap(
                        SQSEvent.SQSMessage::getReceiptHandle,
                        record -> waitAfter(receives(record)),
                        (first, _) -> first)));
    byQueue.forEach(this::hide);
  }

  private void hide(String queue, Map<String, Duration> waits) {
    try {
      hiding.hide(queue, waits);
    } catch (StoreException e) {
      LOG.log(System.Logger.Level.WARNING, "failed messages come again late", e);
    }
  }

  private static String queue(SQSEvent.SQSMessage record) {
    var arn = record.getEventSourceArn();
    return arn.substring(arn.lastIndexOf(':') + 1);
  }

  private static int receives(SQSEvent.SQSMessage record) {
    var attributes = record.getAttributes();
    return attributes == null ? 1 : Integer.parseInt(attributes.getOrDefault(RECEIVES, "1"));
  }
}
