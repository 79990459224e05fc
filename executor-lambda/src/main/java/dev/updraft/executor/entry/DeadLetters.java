package dev.updraft.executor.entry;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.updraft.aws.sqs.Redelivery;
import dev.updraft.executor.LaunchMessages;
import dev.updraft.executor.UndeliveredLaunches;

/** The function of {@code dead-tasks}: attempts whose messages could not be delivered are lost. */
public final class DeadLetters implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private static final LaunchMessages MESSAGES =
      new LaunchMessages(new UndeliveredLaunches(Rows.ENDS));

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    return new Redelivery((batch, _) -> MESSAGES.each(batch), Hidden::hide)
        .handleRequest(event, context);
  }
}
