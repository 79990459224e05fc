package dev.updraft.executor.entry;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.updraft.core.attempt.Mishap;
import dev.updraft.executor.MessageBatch;

/** The function of {@code dead-tasks}: attempts whose messages could not be delivered are lost. */
public final class DeadLetters implements RequestHandler<SQSEvent, SQSBatchResponse> {
  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    return MessageBatch.each(
        event,
        (launch, _) -> {
          var reason =
              "No runner of the executor '%s' could take it up: its message came back too often, see the log of the executor"
                  .formatted(launch.executor());
          var _ = Rows.ENDS.after(new Mishap.Undelivered(), launch, reason);
          return true;
        });
  }
}
