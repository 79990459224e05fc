package dev.updraft.scheduler;

import dev.updraft.core.attempt.Checkup;
import dev.updraft.core.attempt.LaunchMessage;
import dev.updraft.core.attempt.Tickets;
import dev.updraft.core.flow.Decision;
import dev.updraft.core.flow.RunEvent;
import dev.updraft.core.flow.Work;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.port.AttemptStore.Change;
import dev.updraft.core.port.Inbox;
import dev.updraft.core.port.Ports;
import dev.updraft.core.port.RunStore;
import dev.updraft.core.run.DagRunState;
import dev.updraft.core.run.DagRunTriggeredBy;
import dev.updraft.core.run.TaskInstanceState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Does what was decided, and chooses nothing. Each decision may be performed twice: rows are stored
 * on conditions, messages carry ids that make copies known.
 */
public final class Performer {
  private static final System.Logger LOG = System.getLogger(Performer.class.getName());

  private final Ports ports;
  private final Tickets tickets;
  private final InstantSource clock;

  /** With the world it acts in. */
  public Performer(Ports ports, Tickets tickets, InstantSource clock) {
    this.ports = ports;
    this.tickets = tickets;
    this.clock = clock;
  }

  /**
   * Performs the decisions of one commit.
   *
   * @param by the aggregate that decided
   * @param version which commit of it
   */
  public void perform(AggregateKey by, long version, List<Decision> decisions) {
    var messages = new ArrayList<Inbox.Message>();
    var launches = new ArrayList<LaunchMessage>();
    for (int i = 0; i < decisions.size(); i++) {
      var id = by.text() + "#" + version + "#" + i;
      switch (decisions.get(i)) {
        case Decision.Tell(var to, var event) -> messages.add(new Inbox.Message(to, event, id));
        case Decision.WakeAt timer -> wakeAt(timer, id, messages);
        case Decision.Launch launch -> launch(launch, launches);
        case Decision.Check check -> check(check, id, messages, launches);
        case Decision.EndAttempt end -> ports.attempts().end(end);
        case Decision.CreateRun create -> create(create);
        case Decision.RecordRun(var run, var state, var at, var reason) ->
            ports.runs().record(run, state, at, reason);
        case Decision.RecordPlan plan -> ports.catalog().record(plan);
      }
    }
    ports.taskQueues().send(launches);
    ports.inbox().send(messages);
  }

  /** A run its plan counts on comes even where someone was faster with its logical date. */
  private void create(Decision.CreateRun create) {
    var row = row(create);
    var logicalDate = row.facts().logicalDate();
    if (logicalDate != null && !ports.runs().reserve(row.key(), logicalDate, create.at())) {
      LOG.log(
          System.Logger.Level.WARNING,
          row.key() + " has the logical date " + logicalDate + ", as another run of its DAG has");
    }
    ports.runs().create(row);
  }

  private void wakeAt(Decision.WakeAt timer, String id, List<Inbox.Message> messages) {
    var left = Duration.between(clock.instant(), timer.due());
    var message = new Inbox.Message(timer.aggregate(), timer.event(), id);
    if (left.isNegative() || left.isZero()) {
      messages.add(message);
    } else if (left.compareTo(Inbox.DELAY_MAX) <= 0) {
      ports.inbox().sendLater(message, left);
    } else {
      ports.timers().put(timer);
    }
  }

  private void launch(Decision.Launch launch, List<LaunchMessage> launches) {
    switch (ports.attempts().queue(launch)) {
      case Change.Done _ -> launches.add(message(launch));
      case Change.Refused(var row) -> {
        // Stored before and perhaps not sent: who takes up the copy is refused.
        if (row.state() == TaskInstanceState.QUEUED && row.id().equals(launch.id())) {
          launches.add(message(launch));
        }
      }
      case Change.Missing _ ->
          throw new IllegalStateException("queueing " + launch.key() + " found no row to refuse");
    }
  }

  private LaunchMessage message(Decision.Launch launch) {
    var bearer = new Tickets.Bearer(launch.key(), launch.id(), launch.version());
    return new LaunchMessage(
        launch.key(),
        launch.id(),
        launch.version(),
        launch.executor(),
        launch.queue(),
        tickets.ticket(bearer));
  }

  private void check(
      Decision.Check check, String id, List<Inbox.Message> messages, List<LaunchMessage> launches) {
    var launch = check.launch();
    var now = clock.instant();
    var row = ports.attempts().get(launch.key());
    var run = new AggregateKey.OfRun(launch.key().run());
    var work = Work.of(launch.key());
    switch (Checkup.of(row, check, now)) {
      case Checkup.Finding.Well _ -> {}
      case Checkup.Finding.NotSent _ -> launch(launch, launches);
      case Checkup.Finding.Silent(Instant since) -> {
        if (ports.attempts().lose(launch.key(), launch.id(), since, now) instanceof Change.Done) {
          var lost = new RunEvent.AttemptLost(work, now, "its runner has not been heard of");
          messages.add(new Inbox.Message(run, lost, id));
        }
      }
      case Checkup.Finding.Ended(var outcome, var at) -> {
        var skipped = row == null ? List.<TaskId>of() : row.skipDownstream();
        var finished = new RunEvent.AttemptFinished(work, outcome, skipped, at);
        messages.add(new Inbox.Message(run, finished, id));
      }
    }
  }

  private static RunStore.RunRow row(Decision.CreateRun create) {
    return new RunStore.RunRow(
        create.dagId(),
        create.facts(),
        DagRunState.QUEUED,
        create.at(),
        null,
        null,
        Map.of(),
        DagRunTriggeredBy.TIMETABLE,
        null,
        null);
  }
}
