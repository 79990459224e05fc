package dev.updraft.executor.entry;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.updraft.executor.AttemptsHere;
import dev.updraft.runner.AttemptRunner;

/** The function of {@code tasks-lambda}: runs attempts in place. */
public final class Tasks implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private static final AttemptsHere ATTEMPTS =
      new AttemptsHere(new AttemptRunner(Variables.here().runner()));

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    return ATTEMPTS.messages(context).each(event);
  }
}
