package dev.updraft.scheduler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;

/** Lambda's handler of the minute's tick. */
public final class ClockHandler implements RequestHandler<ScheduledEvent, Integer> {
  private final Ticker ticker;

  /** With the ticker. */
  public ClockHandler(Ticker ticker) {
    this.ticker = ticker;
  }

  /** Ticks; answers how many timers were sent on. */
  @Override
  public Integer handleRequest(ScheduledEvent event, Context context) {
    return ticker.tick();
  }
}
