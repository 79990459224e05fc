package dev.updraft.executor;

import dev.updraft.core.attempt.Attempt;
import dev.updraft.core.attempt.Checkup;
import dev.updraft.core.attempt.LaunchMessage;
import dev.updraft.core.flow.Outcome;
import dev.updraft.core.flow.RunEvent;
import dev.updraft.core.flow.Work;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.port.AttemptStore;
import dev.updraft.core.port.AttemptStore.Change;
import dev.updraft.core.port.Inbox;
import dev.updraft.core.run.TaskInstanceState;
import dev.updraft.core.wire.Json;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ends attempts that no runner will end. The row ends first, on a condition, and with the reason in
 * its log; then the run is told. Done again, it changes nothing.
 */
public final class AttemptEnds {
  private final AttemptStore attempts;
  private final Inbox inbox;
  private final InstantSource clock;

  /** Over rows and inboxes. */
  public AttemptEnds(AttemptStore attempts, Inbox inbox, InstantSource clock) {
    this.attempts = attempts;
    this.inbox = inbox;
    this.clock = clock;
  }

  /**
   * The attempt's container is gone: the attempt is lost, if it has not ended.
   *
   * @param reschedules how often the attempt had been rescheduled when it was launched: if it has
   *     been since, another container has it
   * @return whether it was lost by this
   */
  public boolean gone(LaunchMessage launch, int reschedules, String reason) {
    var row = row(launch);
    return row != null
        && row.reschedules() == reschedules
        && ends(launch, row, reason, TaskInstanceState.UP_FOR_RETRY);
  }

  /**
   * The attempt's message is dead: a queued attempt is lost, and a running one whose runner has
   * been silent too long.
   *
   * @return whether it was lost by this
   */
  public boolean undelivered(LaunchMessage launch, String reason) {
    var row = row(launch);
    if (row == null) {
      return false;
    }
    var now = clock.instant();
    if (row.state() != TaskInstanceState.RUNNING) {
      return ends(launch, row, reason, TaskInstanceState.UP_FOR_RETRY);
    }
    var since = now.minus(Checkup.SILENCE_MAX);
    if (attempts.lose(launch.key(), launch.id(), since, now) instanceof Change.Done(var lost)) {
      tell(lost, new RunEvent.AttemptLost(Work.of(launch.key()), now, reason));
      return true;
    }
    return false;
  }

  /** The attempt cannot be launched, now or later: it fails for good, if it is still queued. */
  public boolean impossible(LaunchMessage launch, String reason) {
    var row = row(launch);
    return row != null
        && row.state() == TaskInstanceState.QUEUED
        && ends(launch, row, reason, TaskInstanceState.FAILED);
  }

  private boolean ends(LaunchMessage launch, Attempt row, String reason, TaskInstanceState end) {
    var now = clock.instant();
    return switch (row.state()) {
      case QUEUED -> isClaimed(launch, now) && finishes(launch, reason, end, now);
      case RUNNING -> finishes(launch, reason, end, now);
      // It had ended so before, and perhaps the run was not told.
      case UP_FOR_RETRY, FAILED -> {
        if (row.state() == end) {
          tell(row, news(launch, reason, end, now));
        }
        yield false;
      }
      case NONE,
          SCHEDULED,
          SUCCESS,
          RESTARTING,
          UP_FOR_RESCHEDULE,
          UPSTREAM_FAILED,
          SKIPPED,
          DEFERRED,
          REMOVED ->
          false;
    };
  }

  /** Whoever has the claim ends the attempt; nobody else can run it any more. */
  private boolean isClaimed(LaunchMessage launch, Instant now) {
    var nobody = new Attempt.Runner("none", "updraft", 0);
    return attempts.claim(launch.key(), launch.id(), nobody, now) instanceof Change.Done;
  }

  private boolean finishes(
      LaunchMessage launch, String reason, TaskInstanceState end, Instant now) {
    var line = new LinkedHashMap<String, String>();
    line.put("timestamp", now.toString());
    line.put("level", "error");
    line.put("event", reason);
    line.put("logger", "executor");
    var change = attempts.finish(launch.key(), launch.id(), end, now, Json.write(line) + "\n");
    if (change instanceof Change.Done(var row)) {
      tell(row, news(launch, reason, end, now));
      return true;
    }
    return false;
  }

  private static RunEvent news(
      LaunchMessage launch, String reason, TaskInstanceState end, Instant now) {
    var work = Work.of(launch.key());
    return end == TaskInstanceState.FAILED
        ? new RunEvent.AttemptFinished(work, new Outcome.Failed(false), List.of(), now)
        : new RunEvent.AttemptLost(work, now, reason);
  }

  private void tell(Attempt row, RunEvent event) {
    var id = "end#" + row.id() + "#" + row.reschedules();
    var run = new AggregateKey.OfRun(row.key().run());
    inbox.send(List.of(new Inbox.Message(run, event, id)));
  }

  private @Nullable Attempt row(LaunchMessage launch) {
    var row = attempts.get(launch.key());
    return row == null || !row.id().equals(launch.id()) ? null : row;
  }
}
