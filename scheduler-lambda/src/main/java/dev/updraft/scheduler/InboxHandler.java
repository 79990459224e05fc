package dev.updraft.scheduler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.updraft.aws.sqs.InboxEnvelope;
import dev.updraft.core.id.AggregateKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lambda's handler of {@code inbox.fifo}. Messages of one aggregate are taken in together; if that
 * fails, they and no others are reported back, and come again in the same order.
 */
public final class InboxHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private static final System.Logger LOG = System.getLogger(InboxHandler.class.getName());

  private final Actor actor;

  /** With the actor that takes the messages in. */
  public InboxHandler(Actor actor) {
    this.actor = actor;
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    var groups = new LinkedHashMap<AggregateKey, List<Actor.Delivery>>();
    var failures = new ArrayList<SQSBatchResponse.BatchItemFailure>();
    for (var record : event.getRecords()) {
      try {
        var message = InboxEnvelope.decode(record.getBody());
        groups
            .computeIfAbsent(message.to(), _ -> new ArrayList<>())
            .add(new Actor.Delivery(record.getMessageId(), message.event()));
      } catch (IllegalArgumentException e) {
        LOG.log(System.Logger.Level.ERROR, "message " + record.getMessageId() + " is not ours", e);
        failures.add(new SQSBatchResponse.BatchItemFailure(record.getMessageId()));
      }
    }
    groups.entrySet().forEach(group -> receive(group, failures));
    return new SQSBatchResponse(failures);
  }

  private void receive(
      Map.Entry<AggregateKey, List<Actor.Delivery>> group,
      List<SQSBatchResponse.BatchItemFailure> failures) {
    try {
      actor.receive(group.getKey(), group.getValue());
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, group.getKey().text() + ": its messages come again", e);
      group.getValue().stream()
          .map(delivery -> new SQSBatchResponse.BatchItemFailure(delivery.messageId()))
          .forEach(failures::add);
    }
  }
}
