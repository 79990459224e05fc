package dev.updraft.executor.entry;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.updraft.aws.call.Ecs;
import dev.updraft.aws.call.SignedCalls;
import dev.updraft.executor.EcsLaunches;
import dev.updraft.executor.MessageBatch;

/** The function of {@code tasks-ecs}: starts a container for each attempt. */
public final class EcsTasks implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private static final EcsLaunches LAUNCHES = launches(Variables.here());

  private static EcsLaunches launches(Variables variables) {
    return new EcsLaunches(
        new Ecs(SignedCalls.fromEnvironment("ecs"), variables.required("UPDRAFT_ECS_CLUSTER")),
        new Ecs.Network(
            variables.list("UPDRAFT_ECS_SUBNETS"), variables.list("UPDRAFT_ECS_SECURITY_GROUPS")),
        variables.required("UPDRAFT_ECS_TASK_DEFINITION"),
        Rows.WORLD.attempts(),
        Rows.ENDS);
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    return MessageBatch.each(event, LAUNCHES::isDone);
  }
}
