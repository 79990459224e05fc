package dev.updraft.scheduler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/**
 * Lambda's handler of the minute's tick, whatever its event says: EventBridge Scheduler's has text
 * where the library's class of scheduled events has an object, and could not be read as one.
 */
public final class ClockHandler implements RequestHandler<Object, Integer> {
  private final Ticker ticker;

  /** With the ticker. */
  public ClockHandler(Ticker ticker) {
    this.ticker = ticker;
  }

  /** Ticks; answers how many timers were sent on. */
  @Override
  public Integer handleRequest(Object event, Context context) {
    return ticker.tick();
  }
}
