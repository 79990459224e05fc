package dev.updraft.executor;

import dev.updraft.core.attempt.Aftermath;
import dev.updraft.core.attempt.Aftermath.Verdict;
import dev.updraft.core.attempt.Attempt;
import dev.updraft.core.attempt.LaunchMessage;
import dev.updraft.core.attempt.Mishap;
import dev.updraft.core.flow.RunEvent;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.port.AttemptStore;
import dev.updraft.core.port.AttemptStore.Change;
import dev.updraft.core.port.Inbox;
import dev.updraft.core.wire.Json;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Ends attempts that no runner will end, as {@link Aftermath} says. The row ends first, on a
 * condition, and with the reason in its log; then the run is told. Done again, it changes nothing.
 */
public final class AttemptEnds {
  private static final Attempt.Runner NOBODY = new Attempt.Runner("none", "updraft", 0);

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
   * Does what is to be done after a mishap.
   *
   * @param reason one line for people
   * @return whether the attempt was ended by this
   */
  public boolean after(Mishap mishap, LaunchMessage launch, String reason) {
    var now = clock.instant();
    return switch (Aftermath.of(attempts.get(launch.key()), launch.id(), mishap, now)) {
      case Verdict.Leave _ -> false;
      case Verdict.EndQueued(var end) ->
          isClaimed(launch, now) && finishes(launch, end, reason, now);
      case Verdict.EndRunning(var end) -> finishes(launch, end, reason, now);
      case Verdict.LoseIfSilent(var since) -> loses(launch, since, reason, now);
      case Verdict.TellAgain(var end, int reschedules) -> {
        tell(launch, reschedules, end.event(launch.key(), now, reason));
        yield false;
      }
    };
  }

  /** Whoever has the claim ends the attempt; nobody else can run it any more. */
  private boolean isClaimed(LaunchMessage launch, Instant now) {
    return attempts.claim(launch.key(), launch.id(), NOBODY, now) instanceof Change.Done;
  }

  private boolean finishes(LaunchMessage launch, Aftermath.End end, String reason, Instant now) {
    var line = new LinkedHashMap<String, String>();
    line.put("timestamp", now.toString());
    line.put("level", "error");
    line.put("event", reason);
    line.put("logger", "executor");
    var log = Json.write(line) + "\n";
    return isDone(
        attempts.finish(launch.key(), launch.id(), end.state(), now, log),
        launch,
        end.event(launch.key(), now, reason));
  }

  private boolean loses(LaunchMessage launch, Instant since, String reason, Instant now) {
    return isDone(
        attempts.lose(launch.key(), launch.id(), since, now),
        launch,
        Aftermath.End.LOST.event(launch.key(), now, reason));
  }

  private boolean isDone(Change change, LaunchMessage launch, RunEvent event) {
    return switch (change) {
      case Change.Done(var row) -> {
        tell(launch, row.reschedules(), event);
        yield true;
      }
      case Change.Refused _, Change.Missing _ -> false;
    };
  }

  private void tell(LaunchMessage launch, int reschedules, RunEvent event) {
    var id = "end#" + launch.id() + "#" + reschedules;
    var run = new AggregateKey.OfRun(launch.key().run());
    inbox.send(List.of(new Inbox.Message(run, event, id)));
  }
}
