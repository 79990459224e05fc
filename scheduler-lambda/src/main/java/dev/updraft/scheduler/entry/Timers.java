package dev.updraft.scheduler.entry;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.updraft.aws.sqs.Redelivery;

/** The function of the timers' queue. */
public final class Timers implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private final Deployment deployment = Deployment.plain(Priming.TIMERS);
  private final Redelivery handler = deployment.comingAgain(deployment.scheduler().timers());

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    return handler.handleRequest(event, context);
  }
}
