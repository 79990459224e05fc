package dev.updraft.scheduler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.updraft.aws.sqs.TimersBody;
import dev.updraft.core.port.Inbox;
import java.util.ArrayList;
import java.util.List;

/**
 * Lambda's handler of the timers' queue: what has waited there goes on into the inbox, and what the
 * clock has handed on is done.
 */
public final class TimerHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private static final System.Logger LOG = System.getLogger(TimerHandler.class.getName());

  private final Inbox inbox;
  private final Sweep sweep;

  /** With the inbox, and the sweep that errands are parts of. */
  public TimerHandler(Inbox inbox, Sweep sweep) {
    this.inbox = inbox;
    this.sweep = sweep;
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    var failures = new ArrayList<SQSBatchResponse.BatchItemFailure>();
    for (var record : event.getRecords()) {
      try {
        switch (TimersBody.decode(record.getBody())) {
          case TimersBody.Waited(var message) -> inbox.send(List.of(message));
          case TimersBody.HandedOn(var errand) -> sweep.run(errand);
        }
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, "timer " + record.getMessageId() + " comes again", e);
        failures.add(new SQSBatchResponse.BatchItemFailure(record.getMessageId()));
      }
    }
    return new SQSBatchResponse(failures);
  }
}
