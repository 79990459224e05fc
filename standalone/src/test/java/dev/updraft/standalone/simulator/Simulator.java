package dev.updraft.standalone.simulator;

import dev.updraft.api.Api;
import dev.updraft.api.Backend;
import dev.updraft.api.http.HttpAnswer;
import dev.updraft.api.http.HttpCall;
import dev.updraft.core.attempt.Attempt;
import dev.updraft.core.attempt.Tickets;
import dev.updraft.core.dag.Dag;
import dev.updraft.core.dag.DagGraph;
import dev.updraft.core.flow.PlanEvent;
import dev.updraft.core.flow.Settings;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.id.AttemptKey;
import dev.updraft.core.id.RunId;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.port.AttemptStore;
import dev.updraft.core.port.Errands;
import dev.updraft.core.port.Inbox;
import dev.updraft.core.port.Ports;
import dev.updraft.core.port.RunStore;
import dev.updraft.core.port.StateStore;
import dev.updraft.core.port.StoreException;
import dev.updraft.core.port.TaskQueues;
import dev.updraft.core.port.Timers;
import dev.updraft.core.port.memory.MemoryWorld;
import dev.updraft.core.run.DagRunState;
import dev.updraft.core.run.Run;
import dev.updraft.core.wire.DagVersions;
import dev.updraft.scheduler.Actor;
import dev.updraft.scheduler.AggregateState;
import dev.updraft.scheduler.Concurrency;
import dev.updraft.scheduler.Performer;
import dev.updraft.scheduler.Recovery;
import dev.updraft.scheduler.Rules;
import dev.updraft.scheduler.Sweep;
import dev.updraft.scheduler.Ticker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One world and its history, all drawn from a seed. */
final class Simulator {
  private static final int STEPS_MAX = 60_000;
  private static final int RECOVERIES_MAX = 1_000;
  private static final Duration FAULTS_LAST = Duration.ofMinutes(40);
  private static final Duration KNOWN_AFTER = Duration.ofMinutes(25);
  private static final Duration LIVENESS_MAX = Duration.ofDays(2);
  private static final Settings SETTINGS = new Settings("local", false, false);

  private final long seed;
  private final Random chance;
  private final VirtualTime time = new VirtualTime();
  private final Faults faults;
  private final Mail mail;
  private final MemoryWorld memory;
  private final Ports ports;
  private final Script script;
  private final Map<String, Dag> dags = new TreeMap<>();
  private final Watching watching = new Watching(dags);
  private final List<Scheduler> schedulers = new ArrayList<>();
  private final List<String> history = new ArrayList<>();
  private final Tickets tickets = new Tickets(new byte[64]);
  private final Ticker ticker;
  private Api api;
  private int generation;
  private int runners;
  private int expectedRuns;

  Simulator(long seed, List<Dag> given, Bugs bugs) {
    this.seed = seed;
    this.chance = new Random(seed);
    this.faults = new Faults(new Random(seed * 31 + 1));
    this.mail = new Mail(time, faults);
    this.script = new Script(seed);
    this.memory = MemoryWorld.on(time::instant);
    given.forEach(dag -> dags.put(dag.dagId().value(), dag));
    this.ports = ports(bugs);
    this.ticker = new Ticker(ports, time);
    for (int i = 0; i < 2; i++) {
      schedulers.add(
          new Scheduler(() ->
              new Actor(
                  ports,
                  bugs.rules().apply(new Rules(ports.catalog())),
                  performer(),
                  time,
                  () -> SETTINGS)));
    }
    this.api = newApi();
  }

  /** In turn, so that a seed is one history. */
  private Performer performer() {
    return new Performer(ports, tickets, time, new Concurrency.InTurn());
  }

  private Ports ports(Bugs bugs) {
    var states = bugs.states().apply(seen(memory.states()));
    var attempts = bugs.attempts().apply(memory.attempts());
    return new Ports(
        faults.around(StateStore.class, states),
        faults.around(AttemptStore.class, attempts),
        faults.around(RunStore.class, bugs.runs().apply(memory.runs())),
        memory.catalog(),
        memory.xcoms(),
        memory.logs(),
        faults.around(Timers.class, memory.timers()),
        faults.around(Inbox.class, bugs.inbox().apply(mail.sendingInbox())),
        faults.around(Errands.class, mail.sendingErrands()),
        faults.around(TaskQueues.class, mail.sendingTasks()),
        memory.blobs(),
        memory.pools(),
        memory.variables());
  }

  /** The store of states, seen by those who watch. */
  private StateStore seen(StateStore real) {
    return new StateStore() {
      @Override
      public @Nullable Stored load(AggregateKey key) {
        return real.load(key);
      }

      @Override
      public boolean commit(AggregateKey key, @Nullable Stored previous, Stored next) {
        boolean done = real.commit(key, previous, next);
        if (done) {
          history.add(
              time.instant()
                  + " "
                  + key.text()
                  + " "
                  + next.version()
                  + " "
                  + next.head().hashCode());
          watching.committed(key, AggregateState.decode(key, next));
        }
        return done;
      }
    };
  }

  private Api newApi() {
    return new Api(Backend.over(ports), tickets, time);
  }

  /** Lives the whole history: faults first, then peace, until every run has ended. */
  List<String> live() {
    dags.values().forEach(this::publish);
    var people = new People(this, chance);
    people.setPools();
    for (var dag : dags.values()) {
      expectedRuns += people.askForRuns(dag.dagId().value());
      people.perhapsPause(dag.dagId().value());
    }
    if (chance.nextInt(3) == 0) {
      time.after(Duration.ofSeconds(chance.nextInt(1_500)), this::loseQueues);
    }
    everyMinute();
    time.after(FAULTS_LAST, faults::stop);
    time.after(FAULTS_LAST.plus(KNOWN_AFTER), this::everyQueuedRunIsKnown);
    run();
    dags.values().forEach(this::checkRuns);
    return history;
  }

  /** Whatever was lost, some turns of the sweep later each run that waits is known to its plan. */
  private void everyQueuedRunIsKnown() {
    for (var row : memory.runs().latest(null, Integer.MAX_VALUE).items()) {
      var stored = memory.states().load(new AggregateKey.OfDag(row.dagId()));
      if (row.state() == DagRunState.QUEUED
          && stored != null
          && AggregateState.decode(new AggregateKey.OfDag(row.dagId()), stored)
              instanceof AggregateState.OfPlan(var plan)
          && !plan.active().containsKey(row.runId())
          && plan.waiting().stream().noneMatch(run -> run.runId().equals(row.runId()))) {
        throw new Violation(row.key() + " waits to start, and its plan does not know it");
      }
    }
  }

  private void run() {
    var deadline = VirtualTime.START.plus(LIVENESS_MAX);
    for (int step = 0; step < STEPS_MAX; step++) {
      if (time.doNext() || schedule() || doErrand() || work()) {
        continue;
      }
      if (allEnded()) {
        return;
      }
      var next = earliest();
      if (next == null || next.isAfter(deadline)) {
        break;
      }
      time.moveTo(next);
    }
    throw new Violation("not every run has ended: " + unfinished());
  }

  private @Nullable Instant earliest() {
    var planned = time.next();
    var delayed = mail.inbox().nextChange();
    if (planned == null || delayed == null) {
      return planned == null ? delayed : planned;
    }
    return planned.isBefore(delayed) ? planned : delayed;
  }

  private boolean schedule() {
    var batch = mail.inbox().receive(10);
    if (batch.isEmpty()) {
      return false;
    }
    schedulers.get(chance.nextInt(schedulers.size())).handle(batch, mail.inbox(), generation);
    return true;
  }

  /** One that is cut short is lost here, which SQS would deliver again. */
  private boolean doErrand() {
    var errand = mail.errands().take();
    if (errand == null) {
      return false;
    }
    try {
      new Sweep(ports).run(errand);
    } catch (Crash | StoreException _) {
      history.add("an errand was cut short");
    }
    return true;
  }

  private boolean work() {
    for (var queue : mail.tasks().names()) {
      var deliveries = mail.tasks().receive(queue, 1);
      if (!deliveries.isEmpty()) {
        new Runner(this, queue, deliveries.getFirst(), mail.tasks(), runners++).start();
        return true;
      }
    }
    return false;
  }

  private void everyMinute() {
    if (!faults.strike(0.05)) {
      try {
        ticker.tick();
      } catch (Crash | StoreException _) {
        history.add("a tick was cut short");
      }
    }
    time.after(Duration.ofMinutes(1), this::everyMinute);
  }

  private void publish(Dag dag) {
    var hash = DagVersions.hash(dag);
    memory.catalog().publish(dag, hash, dag.dagId() + ".yml", "", time.instant());
    tell(dag, new PlanEvent.DagPublished(hash));
  }

  private void tell(Dag dag, PlanEvent event) {
    var to = new AggregateKey.OfDag(dag.dagId());
    mail.inbox().send(List.of(new Inbox.Message(to, event, "sim" + history.size() + dag.dagId())));
  }

  /** The queues go with their process, and with all they hold. */
  void loseQueues() {
    history.add("all queues and runners are lost");
    generation++;
    mail.lose();
    recover();
  }

  /** A process begins with it, and does nothing else before; one that dies over it begins again. */
  private void recover() {
    for (int tried = 0; tried < RECOVERIES_MAX; tried++) {
      try {
        new Recovery(ports, performer()).recover(time.instant());
        return;
      } catch (Crash | StoreException _) {
        history.add("a recovery was cut short");
      }
    }
    throw new Violation("no recovery came to its end");
  }

  /** What was decided last may have to be performed again by a message that is still to come. */
  private boolean allEnded() {
    return mail.inbox().size() == 0
        && watching.runs().size() >= expectedRuns
        && watching.runs().values().stream().allMatch(Run::isFinished);
  }

  private String unfinished() {
    return watching.runs().size()
        + " of "
        + expectedRuns
        + " runs started; open: "
        + watching.runs().entrySet().stream().filter(e -> !e.getValue().isFinished()).toList()
        + "; rows: "
        + memory.runs().latest(null, 100).items().stream()
            .map(row -> row.key() + " " + row.state() + " " + row.note())
            .toList()
        + "; plans: "
        + dags.values().stream()
            .map(dag -> memory.states().load(new AggregateKey.OfDag(dag.dagId())))
            .map(stored ->
                stored == null
                    ? "none"
                    : new String(stored.head().toArray(), StandardCharsets.UTF_8))
            .toList();
  }

  private void checkRuns(Dag dag) {
    watching
        .runs()
        .forEach((text, run) -> {
          var key = new RunKey(dag.dagId(), new RunId(run.facts().runId().value()));
          if (text.equals(key.toString())) {
            Verdicts.check(dag, key, run, memory.attempts()::get);
          }
        });
  }

  /** Some direct downstream tasks of an attempt's task, as a list of JSON texts. */
  String someDownstream(AttemptKey key, Random of) {
    var dag = dags.get(key.run().dagId().value());
    var graph = new DagGraph(Objects.requireNonNull(dag));
    int cell = Objects.requireNonNull(graph.indexOf(key.taskInstance().taskId()));
    var ids = new ArrayList<String>();
    for (int k = 0; k < graph.downstreamCount(cell); k++) {
      if (of.nextBoolean()) {
        ids.add("\"" + graph.task(graph.downstream(cell, k)).taskId() + "\"");
      }
    }
    return String.join(",", ids);
  }

  /** An answer of the API; null if its process died over it. */
  @Nullable HttpAnswer http(HttpCall call) {
    try {
      return api.handle(call);
    } catch (Crash _) {
      api = newApi();
      return null;
    }
  }

  @Nullable Attempt attempt(AttemptKey key) {
    return memory.attempts().get(key);
  }

  long seed() {
    return seed;
  }

  int generation() {
    return generation;
  }

  VirtualTime time() {
    return time;
  }

  Faults faults() {
    return faults;
  }

  Script script() {
    return script;
  }

  Watching watching() {
    return watching;
  }
}
