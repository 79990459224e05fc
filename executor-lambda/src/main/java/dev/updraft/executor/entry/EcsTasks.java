package dev.updraft.executor.entry;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.updraft.aws.sqs.Redelivery;
import dev.updraft.executor.EcsLaunches;
import dev.updraft.executor.LaunchMessages;

/** The function of {@code tasks-ecs}: starts a container for each attempt. */
public final class EcsTasks implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private static final LaunchMessages MESSAGES = new LaunchMessages(launches(Variables.here()));

  private static EcsLaunches launches(Variables variables) {
    return new EcsLaunches(
        variables.ecs(),
        variables.network(),
        variables.taskDefinition(),
        Rows.WORLD.attempts(),
        Rows.ENDS);
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    return new Redelivery((batch, _) -> MESSAGES.each(batch), Hidden::hide)
        .handleRequest(event, context);
  }
}
