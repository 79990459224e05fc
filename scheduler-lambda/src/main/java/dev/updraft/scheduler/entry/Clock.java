package dev.updraft.scheduler.entry;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import dev.updraft.scheduler.ClockHandler;

/** The function that EventBridge Scheduler calls each minute. */
public final class Clock implements RequestHandler<ScheduledEvent, Integer> {
  private final Deployment deployment = Deployment.plain(Priming.CLOCK);
  private final ClockHandler handler = deployment.scheduler().clock();

  @Override
  public Integer handleRequest(ScheduledEvent event, Context context) {
    return handler.handleRequest(event, context);
  }
}
