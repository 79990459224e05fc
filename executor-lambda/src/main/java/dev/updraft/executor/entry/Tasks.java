package dev.updraft.executor.entry;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.updraft.executor.TaskQueueHandler;
import dev.updraft.runner.AttemptRunner;

/** The function of {@code tasks-lambda}: runs attempts in place. */
public final class Tasks implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private static final TaskQueueHandler HANDLER =
      new TaskQueueHandler(new AttemptRunner(Variables.here().runner()));

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    return HANDLER.handleRequest(event, context);
  }
}
