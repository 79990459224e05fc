package dev.updraft.scheduler.entry;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.updraft.aws.sqs.Redelivery;

/** The function of {@code inbox.fifo}. */
public final class Inbox implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private final Deployment deployment = Deployment.signing(Priming.INBOX);
  private final Redelivery handler = deployment.comingAgain(deployment.scheduler().inbox());

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    return handler.handleRequest(event, context);
  }
}
