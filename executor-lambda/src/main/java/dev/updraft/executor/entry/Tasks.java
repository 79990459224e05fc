package dev.updraft.executor.entry;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.updraft.aws.Primed;
import dev.updraft.aws.sqs.Redelivery;
import dev.updraft.executor.AttemptsHere;
import dev.updraft.runner.AttemptRunner;
import dev.updraft.runner.RunnerSettings;

/** The function of {@code tasks-lambda}: runs attempts in place. */
public final class Tasks implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private static final AttemptsHere ATTEMPTS;

  // Resources are held weakly: without this field it would be forgotten.
  @SuppressWarnings("unused")
  private static final Primed PRIMED;

  static {
    var settings = Variables.here().runner();
    ATTEMPTS = new AttemptsHere(new AttemptRunner(settings));
    PRIMED = Primed.by(() -> prime(settings));
  }

  /** By a runner of its own, so that no connection is left for the snapshot. */
  private static void prime(RunnerSettings settings) {
    try (var runner = new AttemptRunner(settings)) {
      runner.rehearse();
    }
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    return new Redelivery((batch, call) -> ATTEMPTS.messages(call).each(batch), Hidden::hide)
        .handleRequest(event, context);
  }
}
