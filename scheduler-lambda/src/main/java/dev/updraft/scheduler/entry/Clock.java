package dev.updraft.scheduler.entry;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.updraft.scheduler.ClockHandler;

/** The function that EventBridge Scheduler calls each minute. */
public final class Clock implements RequestHandler<Object, Integer> {
  private final Deployment deployment = Deployment.plain(Priming.CLOCK);
  private final ClockHandler handler = deployment.scheduler().clock();

  @Override
  public Integer handleRequest(Object event, Context context) {
    return handler.handleRequest(event, context);
  }
}
