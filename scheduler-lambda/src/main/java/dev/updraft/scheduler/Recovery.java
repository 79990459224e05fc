package dev.updraft.scheduler;

import dev.updraft.core.port.Ports;
import java.time.Instant;

/**
 * After the loss of queues, says again what people have said and has every plan and every
 * unfinished run look over itself. In the cloud queues are not lost; in one process they go with
 * it. Nothing else may be sending yet.
 */
public final class Recovery {
  private final Sweep sweep;

  /** With the world it acts in. */
  public Recovery(Ports ports) {
    this.sweep = new Sweep(ports);
  }

  /**
   * Sends the messages; answers how many unfinished runs there are.
   *
   * @param runnersGoneBefore attempts whose runners were last heard of before this are lost
   */
  public int recover(Instant runnersGoneBefore) {
    var occasion = "recovery " + runnersGoneBefore;
    sweep.pools(occasion);
    sweep.settings(occasion);
    sweep.plans(occasion, _ -> true);
    return sweep.runs(occasion, runnersGoneBefore);
  }
}
