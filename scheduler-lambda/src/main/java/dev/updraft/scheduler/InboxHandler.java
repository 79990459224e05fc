package dev.updraft.scheduler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.updraft.aws.sqs.InboxEnvelope;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.port.StoreException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lambda's handler of {@code inbox.fifo}. Messages of one aggregate are taken in together. One that
 * fails is reported back with the later ones of its group, so that they come again in the same
 * order; those before it and those of other groups are not.
 */
public final class InboxHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private static final System.Logger LOG = System.getLogger(InboxHandler.class.getName());
  private static final String GROUP = "MessageGroupId";

  private final Actor actor;

  /** With the actor that takes the messages in. */
  public InboxHandler(Actor actor) {
    this.actor = actor;
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    var failed = new ArrayList<String>();
    sorted(event, failed).forEach((key, deliveries) -> receive(key, deliveries, failed));
    return new SQSBatchResponse(
        failed.stream().map(SQSBatchResponse.BatchItemFailure::new).toList());
  }

  /** The messages by aggregate; those that cannot be read fail, and what follows them. */
  private static Map<AggregateKey, List<Actor.Delivery>> sorted(
      SQSEvent event, List<String> failed) {
    var byAggregate = new LinkedHashMap<AggregateKey, List<Actor.Delivery>>();
    var unreadable = new HashSet<String>();
    for (var record : event.getRecords()) {
      var id = record.getMessageId();
      var attributes = record.getAttributes();
      var group = attributes == null ? null : attributes.get(GROUP);
      if (group != null && unreadable.contains(group)) {
        failed.add(id);
        continue;
      }
      try {
        var message = InboxEnvelope.decode(record.getBody());
        byAggregate
            .computeIfAbsent(message.to(), _ -> new ArrayList<>())
            .add(new Actor.Delivery(id, message.event()));
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, "message " + id + " cannot be read", e);
        failed.add(id);
        if (group != null) {
          unreadable.add(group);
        }
      }
    }
    return byAggregate;
  }

  private void receive(AggregateKey key, List<Actor.Delivery> deliveries, List<String> failed) {
    try {
      actor.receive(key, deliveries);
    } catch (StoreException e) {
      comeAgain(key, deliveries, e, failed);
    } catch (RuntimeException e) {
      if (deliveries.size() == 1) {
        comeAgain(key, deliveries, e, failed);
      } else {
        receiveSingly(key, deliveries, failed);
      }
    }
  }

  /** One of them cannot be decided about: those before it can. */
  private void receiveSingly(
      AggregateKey key, List<Actor.Delivery> deliveries, List<String> failed) {
    for (int i = 0; i < deliveries.size(); i++) {
      try {
        actor.receive(key, List.of(deliveries.get(i)));
      } catch (RuntimeException e) {
        comeAgain(key, deliveries.subList(i, deliveries.size()), e, failed);
        return;
      }
    }
  }

  private static void comeAgain(
      AggregateKey key, List<Actor.Delivery> deliveries, Exception why, List<String> failed) {
    var ids = deliveries.stream().map(Actor.Delivery::messageId).toList();
    LOG.log(System.Logger.Level.ERROR, key.text() + ": messages come again: " + ids, why);
    failed.addAll(ids);
  }
}
