package dev.updraft.scheduler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.updraft.aws.sqs.InboxEnvelope;
import dev.updraft.core.port.Inbox;
import java.util.ArrayList;
import java.util.List;

/** Lambda's handler of the timers' queue: what has waited there goes on into the inbox. */
public final class TimerHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private static final System.Logger LOG = System.getLogger(TimerHandler.class.getName());

  private final Inbox inbox;

  /** With the inbox. */
  public TimerHandler(Inbox inbox) {
    this.inbox = inbox;
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    var failures = new ArrayList<SQSBatchResponse.BatchItemFailure>();
    for (var record : event.getRecords()) {
      try {
        inbox.send(List.of(InboxEnvelope.decode(record.getBody())));
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, "timer " + record.getMessageId() + " comes again", e);
        failures.add(new SQSBatchResponse.BatchItemFailure(record.getMessageId()));
      }
    }
    return new SQSBatchResponse(failures);
  }
}
