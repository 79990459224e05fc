package dev.updraft.scheduler;

import com.amazonaws.services.lambda.runtime.Context;
import dev.updraft.core.attempt.LaunchMessage;
import dev.updraft.core.attempt.Tickets;
import dev.updraft.core.dag.Dag;
import dev.updraft.core.flow.Event;
import dev.updraft.core.flow.RunFacts;
import dev.updraft.core.flow.Settings;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.id.RunId;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.port.AttemptStore;
import dev.updraft.core.port.Blobs;
import dev.updraft.core.port.Catalog;
import dev.updraft.core.port.Errands;
import dev.updraft.core.port.Inbox;
import dev.updraft.core.port.LogStore;
import dev.updraft.core.port.Pools;
import dev.updraft.core.port.Ports;
import dev.updraft.core.port.RunStore;
import dev.updraft.core.port.StateStore;
import dev.updraft.core.port.TaskQueues;
import dev.updraft.core.port.Timers;
import dev.updraft.core.port.Variables;
import dev.updraft.core.port.XComStore;
import dev.updraft.core.port.memory.MemoryInbox;
import dev.updraft.core.port.memory.MemoryTaskQueues;
import dev.updraft.core.port.memory.MemoryWorld;
import dev.updraft.core.run.DagRunState;
import dev.updraft.core.run.DagRunTriggeredBy;
import dev.updraft.core.run.DagRunType;
import dev.updraft.core.run.Unfinished;
import dev.updraft.core.wire.DagVersions;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Stores in memory with their calls noted, and a clock that is set. */
final class World {
  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  /** What Lambda says of a call; no handler looks at it. */
  static final Context CONTEXT =
      (Context)
          Proxy.newProxyInstance(
              World.class.getClassLoader(),
              new Class<?>[] {Context.class},
              (_, method, _) -> {
                throw new UnsupportedOperationException(method.getName());
              });

  final Calls calls = new Calls();
  final MemoryWorld memory = MemoryWorld.on(this::now);
  final Tickets tickets = new Tickets(new byte[64]);
  final Ports ports =
      new Ports(
          calls.around(StateStore.class, memory.states()),
          calls.around(AttemptStore.class, memory.attempts()),
          calls.around(RunStore.class, memory.runs()),
          calls.around(Catalog.class, memory.catalog()),
          calls.around(XComStore.class, memory.xcoms()),
          calls.around(LogStore.class, memory.logs()),
          calls.around(Timers.class, memory.timers()),
          calls.around(Inbox.class, memory.inbox()),
          calls.around(Errands.class, memory.errands()),
          calls.around(TaskQueues.class, memory.taskQueues()),
          calls.around(Blobs.class, memory.blobs()),
          calls.around(Pools.class, memory.pools()),
          calls.around(Variables.class, memory.variables()));
  private volatile Instant now = NOON;

  Instant now() {
    return now;
  }

  World at(Instant time) {
    now = time;
    return this;
  }

  World later(Duration duration) {
    return at(now.plus(duration));
  }

  Performer performer(Concurrency concurrency) {
    return new Performer(ports, tickets, this::now, concurrency);
  }

  /** A process of the scheduler that has just begun. */
  InboxHandler process(Deciding rules) {
    var performer = performer(new Concurrency.InTurn());
    return new InboxHandler(new Actor(ports, rules, performer, this::now, () -> Settings.DEFAULT));
  }

  InboxHandler process() {
    return process(new Rules(ports.catalog()));
  }

  void publishes(Dag dag) {
    var file = dag.dagId() + ".yml";
    memory.catalog().publish(dag, DagVersions.hash(dag), file, "", now);
  }

  static RunFacts run(Dag dag, String runId) {
    var version = DagVersions.hash(dag);
    return new RunFacts(new RunId(runId), DagRunType.MANUAL, version, null, null, null, NOON);
  }

  static AggregateKey.OfRun keyOf(Dag dag, String runId) {
    return new AggregateKey.OfRun(new RunKey(dag.dagId(), new RunId(runId)));
  }

  /** A run of the DAG has a row, queued. */
  void hasRow(Dag dag, String runId) {
    memory
        .runs()
        .create(
            new RunStore.RunRow(
                dag.dagId(),
                run(dag, runId),
                DagRunState.QUEUED,
                NOON,
                null,
                null,
                Map.of(),
                DagRunTriggeredBy.REST_API,
                null,
                null));
  }

  /** The runs that have not ended. */
  List<RunKey> unfinished() {
    return IntStream.range(0, RunStore.SHARDS)
        .boxed()
        .flatMap(shard -> memory.runs().unfinished(shard, null, 1_000).items().stream())
        .map(Unfinished::key)
        .toList();
  }

  /** All that is in the inbox, which is empty then. */
  List<Inbox.Message> inbox() {
    var all = new ArrayList<MemoryInbox.Delivery>();
    var some = memory.inbox().receive(10);
    while (!some.isEmpty()) {
      all.addAll(some);
      some.forEach(delivery -> memory.inbox().ack(delivery.messageId()));
      some = memory.inbox().receive(10);
    }
    return all.stream().map(MemoryInbox.Delivery::message).toList();
  }

  /** The events in the inbox, which is empty then. */
  List<Event> events() {
    return inbox().stream().map(Inbox.Message::event).toList();
  }

  /** All that is in the executors' queues, which are empty then. */
  List<LaunchMessage> launches() {
    return memory.taskQueues().names().stream().flatMap(this::launches).toList();
  }

  private Stream<LaunchMessage> launches(String queue) {
    var all = new ArrayList<LaunchMessage>();
    List<MemoryTaskQueues.Delivery> some;
    do {
      some = memory.taskQueues().receive(queue, 10);
      some.forEach(delivery -> {
        all.add(delivery.message());
        memory.taskQueues().ack(queue, delivery.messageId());
      });
    } while (!some.isEmpty());
    return all.stream();
  }
}
