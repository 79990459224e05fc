package dev.updraft.scheduler;

import dev.updraft.core.flow.Decision;
import dev.updraft.core.port.Inbox;
import dev.updraft.core.port.Ports;
import dev.updraft.core.port.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The minute's tick: sends on every timer that is due before the minute after the next, each to the
 * second by its delay. The cursor says which minutes are done; after an outage the ones between are
 * caught up, some at each tick.
 */
public final class Ticker {
  /** How many minutes one tick does at most: an hour's outage is caught up in a few ticks. */
  private static final int MINUTES_MAX = 30;

  /** How many pages of one minute one tick sends at most. */
  private static final int PAGES_MAX = 10_000;

  private static final Duration AHEAD = Duration.ofMinutes(1);

  private final Ports ports;
  private final Sweep sweep;
  private final InstantSource clock;

  /** With the world it acts in. */
  public Ticker(Ports ports, InstantSource clock) {
    this.ports = ports;
    this.sweep = new Sweep(ports);
    this.clock = clock;
  }

  /** Does what is due; returns how many timers it has sent on. */
  public int tick() {
    var last = clock.instant().truncatedTo(ChronoUnit.MINUTES).plus(AHEAD);
    var cursor = ports.timers().cursor();
    int sent = 0;
    var minute = cursor == null ? last.minus(AHEAD) : cursor.plus(AHEAD);
    var before = minute.minus(AHEAD);
    for (int i = 0; i < MINUTES_MAX && !minute.isAfter(last); i++) {
      sent += minute(minute);
      if (!ports.timers().moveCursor(cursor, minute)) {
        // Another tick is at it: what both send twice, its receivers know.
        break;
      }
      cursor = minute;
      minute = minute.plus(AHEAD);
    }
    if (minute.minus(AHEAD).isAfter(before)) {
      sweep.between(before, minute.minus(AHEAD));
    }
    return sent;
  }

  private int minute(Instant minute) {
    int sent = 0;
    @Nullable String from = null;
    for (int page = 0; page < PAGES_MAX; page++) {
      var due = ports.timers().due(minute, from);
      if (!due.items().isEmpty()) {
        ports.inbox().sendLater(due.items().stream().map(this::later).toList());
      }
      ports.timers().delete(due.items());
      sent += due.items().size();
      from = due.next();
      if (from == null) {
        return sent;
      }
    }
    throw new StoreException("more timers are due at " + minute + " than one tick may send");
  }

  private Inbox.Later later(Decision.WakeAt timer) {
    var left = Duration.between(clock.instant(), timer.due());
    var id = timer.aggregate().text() + "@" + timer.due() + timer.event();
    var message = new Inbox.Message(timer.aggregate(), timer.event(), id);
    return new Inbox.Later(message, left.isNegative() ? Duration.ZERO : left);
  }
}
