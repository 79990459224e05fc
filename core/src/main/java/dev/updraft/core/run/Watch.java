package dev.updraft.core.run;

import dev.updraft.core.flow.Decision;
import dev.updraft.core.flow.RunEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A look over a run for anything stuck. Messages and timers may be lost; whatever the run believes
 * to be on its way is asked for again, which changes nothing where nothing was lost. Once a day the
 * run says again that it runs, so that a state in which nothing happens, such as that of a paused
 * run, is stored again before it expires.
 */
final class Watch {
  /** How many task instances one look takes up. */
  private static final int WATCHED_MAX = 200;

  private static final long WATCHES_A_DAY = Duration.ofDays(1).dividedBy(RunEvent.RunWatched.EVERY);

  private Watch() {}

  static void over(Progress progress, @Nullable Instant runnersGoneBefore) {
    progress.judgeAll();
    for (int cell : inTurn(progress)) {
      switch (progress.state(cell)) {
        case QUEUED, RUNNING -> check(progress, cell, runnersGoneBefore);
        case UP_FOR_RETRY, UP_FOR_RESCHEDULE -> wait(progress, cell);
        case SCHEDULED -> askAgain(progress, cell);
        case NONE, SUCCESS, RESTARTING, FAILED, UPSTREAM_FAILED, SKIPPED, DEFERRED, REMOVED -> {}
      }
    }
    progress.wakeForTimeout();
    if (turn(progress) % WATCHES_A_DAY == 0) {
      progress.decide(
          new Decision.RecordRun(
              progress.context().key(), DagRunState.RUNNING, progress.startedAt(), null));
    }
  }

  /**
   * Has the run left alone for a while if nothing of it is on its way: what it waits for, a time, a
   * slot or the end of a pause, has it looked at by itself.
   */
  static void quieten(Progress progress) {
    if (progress.isFinished()) {
      return;
    }
    var soonest = progress.timeoutAt();
    for (int cell : progress.onTheirWay()) {
      switch (progress.state(cell)) {
        case QUEUED, RUNNING, RESTARTING, DEFERRED -> {
          progress.quiet(null);
          return;
        }
        case UP_FOR_RETRY, UP_FOR_RESCHEDULE -> {
          var until = progress.detail(cell).until();
          soonest = soonest == null || (until != null && until.isBefore(soonest)) ? until : soonest;
        }
        case NONE, SCHEDULED, SUCCESS, FAILED, UPSTREAM_FAILED, SKIPPED, REMOVED -> {}
      }
    }
    progress.quiet(Quiet.after(progress.quiet(), progress.now(), soonest));
  }

  /** Whose runners are gone, their queues are gone too, and everything is sent again. */
  private static void check(Progress progress, int cell, @Nullable Instant runnersGoneBefore) {
    boolean due = Resending.isDue(progress.detail(cell), progress.now());
    if (due) {
      progress.sendsAgain(cell);
    }
    progress.decide(
        new Decision.Check(
            progress.launchOf(cell), runnersGoneBefore, due || runnersGoneBefore != null));
  }

  /** The how-manieth watch this is since 1970, as far as the time tells. */
  private static long turn(Progress progress) {
    return progress.now().getEpochSecond() / RunEvent.RunWatched.EVERY.toSeconds();
  }

  /** All that may be stuck, or where they are too many, those whose turn it is this time. */
  private static List<Integer> inTurn(Progress progress) {
    var all = progress.onTheirWay().stream().filter(cell -> mayBeStuck(progress, cell)).toList();
    if (all.size() <= WATCHED_MAX) {
      return all;
    }
    int first = Math.floorMod(turn(progress) * WATCHED_MAX, all.size());
    return IntStream.range(first, first + WATCHED_MAX)
        .mapToObj(i -> all.get(i % all.size()))
        .toList();
  }

  private static boolean mayBeStuck(Progress progress, int cell) {
    var seats = progress.detail(cell).seats();
    return progress.state(cell) != TaskInstanceState.SCHEDULED
        || seats.waitsForLimit()
        || seats.waitsForPool();
  }

  private static void wait(Progress progress, int cell) {
    var until = progress.detail(cell).until();
    if (until != null && until.isAfter(progress.now())) {
      progress.wake(cell, until);
    } else {
      progress.waitOver(cell);
    }
  }

  private static void askAgain(Progress progress, int cell) {
    var seats = progress.detail(cell).seats();
    if (seats.waitsForLimit()) {
      var limit = Launching.limitOf(progress.dag(), progress.task(cell));
      progress.decide(new Decision.Tell(limit, Launching.question(progress, limit, cell)));
    }
    if (seats.waitsForPool()) {
      var pool = Launching.poolOf(progress.task(cell));
      progress.decide(new Decision.Tell(pool, Launching.question(progress, pool, cell)));
    }
  }
}
