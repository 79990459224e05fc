package dev.updraft.core.run;

import dev.updraft.core.flow.Decision;
import dev.updraft.core.flow.PoolEvent;
import dev.updraft.core.flow.RunEvent;
import dev.updraft.core.id.AggregateKey;

/** What a run does with slots that it is granted: it notes them, or gives them back. */
final class Granting {
  private Granting() {}

  /** Notes a grant; false if nobody here waits for it. */
  static boolean grant(Progress progress, RunEvent.SlotsGranted event) {
    var cell = progress.cellOf(event.work());
    if (cell == null || progress.state(cell).isFinished()) {
      return false;
    }
    var seats = progress.detail(cell).seats();
    var limit = event.by() instanceof AggregateKey.OfTaskLimit;
    if (limit ? seats.limitGranted() : seats.poolGranted()) {
      return true;
    }
    if (limit ? !seats.limitAsked() : !seats.poolAsked()) {
      return false;
    }
    progress.seats(cell, limit ? seats.grantLimit() : seats.grantPool());
    return true;
  }

  static Decision giveBack(RunEvent.SlotsGranted event, RunContext context) {
    return new Decision.Tell(event.by(), new PoolEvent.SlotsReleased(context.key(), event.work()));
  }
}
