package dev.updraft.scheduler;

import dev.updraft.core.attempt.Checkup;
import dev.updraft.core.attempt.LaunchMessage;
import dev.updraft.core.attempt.Tickets;
import dev.updraft.core.flow.Decision;
import dev.updraft.core.flow.Event;
import dev.updraft.core.flow.RunEvent;
import dev.updraft.core.flow.Work;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.port.AttemptStore.Change;
import dev.updraft.core.port.Inbox;
import dev.updraft.core.port.Ports;
import dev.updraft.core.port.RunStore;
import dev.updraft.core.port.TaskQueues;
import dev.updraft.core.run.DagRunState;
import dev.updraft.core.run.DagRunTriggeredBy;
import dev.updraft.core.run.TaskInstanceState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Does what was decided, and chooses nothing. Each decision may be performed twice: rows are stored
 * on conditions, messages carry ids that make copies known.
 *
 * <p>Decisions that do not concern the same row are performed at once, in three steps: rows of
 * attempts and new runs; launches, timers and what those who look are shown; then the messages to
 * other aggregates. A step that follows tells of rows of the one before, so that it waits for it;
 * if some of a step fail, the others of it are performed, and all come again with their messages.
 */
public final class Performer {
  private static final System.Logger LOG = System.getLogger(Performer.class.getName());

  /** How many requests are made at a time. */
  private static final int REQUESTS_MAX = 16;

  /** How many launches or timers one request sends. */
  private static final int MESSAGES_MAX = 10;

  private final Ports ports;
  private final Tickets tickets;
  private final InstantSource clock;
  private final Concurrency concurrency;

  /** With the world it acts in, on which it makes several requests at once. */
  public Performer(Ports ports, Tickets tickets, InstantSource clock) {
    this(ports, tickets, clock, new Concurrency.AtOnce(REQUESTS_MAX));
  }

  /** With the world it acts in, and how it makes requests of it. */
  public Performer(Ports ports, Tickets tickets, InstantSource clock, Concurrency concurrency) {
    this.ports = ports;
    this.tickets = tickets;
    this.clock = clock;
    this.concurrency = concurrency;
  }

  /**
   * Performs the decisions of one commit.
   *
   * @param by the aggregate that decided
   * @param version which commit of it
   * @throws RuntimeException if some could not be performed; all are to be performed again
   */
  public void perform(AggregateKey by, long version, List<Decision> decisions) {
    var rows = new Rows();
    var shown = new Rows();
    var outgoing = new Outgoing();
    for (int i = 0; i < decisions.size(); i++) {
      var message = new Numbered(i, by.text() + "#" + version + "#" + i, outgoing);
      switch (decisions.get(i)) {
        case Decision.Tell(var to, var event) -> message.send(to, event);
        case Decision.WakeAt timer -> wakeAt(timer, message, shown);
        case Decision.Launch launch -> rows.then(launch.key(), () -> launch(launch, message));
        case Decision.Check check -> rows.then(check.launch().key(), () -> check(check, message));
        case Decision.EndAttempt end -> rows.then(end.key(), () -> ports.attempts().end(end));
        case Decision.CreateRun create -> rows.then(create.facts().runId(), () -> create(create));
        case Decision.RecordRun(var run, var state, var at, var reason) ->
            shown.then(run, () -> ports.runs().record(run, state, at, reason));
        case Decision.RecordQuiet(var run, var until) ->
            shown.then(run, () -> ports.runs().quiet(run, until));
        case Decision.RecordPlan plan ->
            shown.then(plan.dagId(), () -> ports.catalog().record(plan));
      }
    }
    try {
      concurrency.make(rows.chains());
    } catch (RuntimeException e) {
      sendLaunches(outgoing, e);
      throw e;
    }
    var requests = new ArrayList<>(launches(outgoing));
    requests.addAll(shown.chains());
    requests.addAll(later(outgoing));
    concurrency.make(requests);
    ports.inbox().send(outgoing.messages());
  }

  /** What has its row is sent, though another has none. */
  private void sendLaunches(Outgoing outgoing, RuntimeException failure) {
    try {
      concurrency.make(launches(outgoing));
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private List<Runnable> launches(Outgoing outgoing) {
    var requests = new ArrayList<Runnable>();
    for (var queue : outgoing.launches().values()) {
      for (int from = 0; from < queue.size(); from += MESSAGES_MAX) {
        var some = queue.subList(from, Math.min(from + MESSAGES_MAX, queue.size()));
        requests.add(() -> ports.taskQueues().send(some));
      }
    }
    return requests;
  }

  private List<Runnable> later(Outgoing outgoing) {
    var all = List.copyOf(outgoing.later.values());
    var requests = new ArrayList<Runnable>();
    for (int from = 0; from < all.size(); from += MESSAGES_MAX) {
      var some = all.subList(from, Math.min(from + MESSAGES_MAX, all.size()));
      requests.add(() -> ports.inbox().sendLater(some));
    }
    return requests;
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

  private void wakeAt(Decision.WakeAt timer, Numbered message, Rows shown) {
    var left = Duration.between(clock.instant(), timer.due());
    if (left.isNegative() || left.isZero()) {
      message.send(timer.aggregate(), timer.event());
    } else if (left.compareTo(Inbox.DELAY_MAX) <= 0) {
      message.sendLater(timer.aggregate(), timer.event(), left);
    } else {
      shown.then(timer, () -> ports.timers().put(timer));
    }
  }

  private void launch(Decision.Launch launch, Numbered message) {
    switch (ports.attempts().queue(launch)) {
      case Change.Done _ -> message.send(message(launch));
      case Change.Refused(var row) -> {
        // Stored before and perhaps not sent: who takes up the copy is refused.
        if (row.state() == TaskInstanceState.QUEUED && row.id().equals(launch.id())) {
          message.send(message(launch));
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

  private void check(Decision.Check check, Numbered message) {
    var launch = check.launch();
    var now = clock.instant();
    var row = ports.attempts().get(launch.key());
    var run = new AggregateKey.OfRun(launch.key().run());
    var work = Work.of(launch.key());
    switch (Checkup.of(row, check, now)) {
      case Checkup.Finding.Well _ -> {}
      case Checkup.Finding.NotSent _ -> launch(launch, message);
      case Checkup.Finding.Silent(Instant since) -> {
        if (ports.attempts().lose(launch.key(), launch.id(), since, now) instanceof Change.Done) {
          var lost = new RunEvent.AttemptLost(work, now, "its runner has not been heard of");
          message.send(run, lost);
        }
      }
      case Checkup.Finding.Ended(var outcome, var at) -> {
        var skipped = row == null ? List.<TaskId>of() : row.skipDownstream();
        var finished = new RunEvent.AttemptFinished(work, outcome, skipped, at);
        message.send(run, finished);
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

  /** Requests by the row they concern: those of one row in their order, those of others at once. */
  private static final class Rows {
    private final Map<Object, List<Runnable>> byRow = new LinkedHashMap<>();

    void then(Object row, Runnable request) {
      byRow.computeIfAbsent(row, _ -> new ArrayList<>()).add(request);
    }

    List<Runnable> chains() {
      return byRow.values().stream()
          .<Runnable>map(chain -> () -> chain.forEach(Runnable::run))
          .toList();
    }
  }

  /** What is to be sent, in the order of the decisions whatever the order of the requests. */
  private static final class Outgoing {
    private final Map<Integer, Inbox.Message> messages = new ConcurrentSkipListMap<>();
    private final Map<Integer, Inbox.Later> later = new ConcurrentSkipListMap<>();
    private final Map<Integer, LaunchMessage> launches = new ConcurrentSkipListMap<>();

    List<Inbox.Message> messages() {
      return List.copyOf(messages.values());
    }

    Map<String, List<LaunchMessage>> launches() {
      var byQueue = new LinkedHashMap<String, List<LaunchMessage>>();
      for (var launch : launches.values()) {
        var queue = TaskQueues.queueName(launch.executor(), launch.queue());
        byQueue.computeIfAbsent(queue, _ -> new ArrayList<>()).add(launch);
      }
      return byQueue;
    }
  }

  /** What one decision sends. */
  private record Numbered(int number, String id, Outgoing outgoing) {
    void send(AggregateKey to, Event event) {
      outgoing.messages.put(number, new Inbox.Message(to, event, id));
    }

    void sendLater(AggregateKey to, Event event, Duration delay) {
      outgoing.later.put(number, new Inbox.Later(new Inbox.Message(to, event, id), delay));
    }

    void send(LaunchMessage launch) {
      outgoing.launches.put(number, launch);
    }
  }
}
