package dev.updraft.standalone.embedded;

import static dev.updraft.core.fixture.Dags.dag;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.updraft.aws.AwsWorld;
import dev.updraft.aws.dynamo.Retention;
import dev.updraft.aws.meter.RequestMeter;
import dev.updraft.aws.sqs.InboxEnvelope;
import dev.updraft.core.attempt.Tickets;
import dev.updraft.core.dag.Dag;
import dev.updraft.core.dag.Executors;
import dev.updraft.core.flow.Event;
import dev.updraft.core.flow.PlanEvent;
import dev.updraft.core.flow.RunFacts;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.id.RunId;
import dev.updraft.core.port.Inbox;
import dev.updraft.core.port.Ports;
import dev.updraft.core.port.RunStore;
import dev.updraft.core.port.memory.MemoryErrands;
import dev.updraft.core.port.memory.MemoryInbox;
import dev.updraft.core.run.DagRunState;
import dev.updraft.core.run.DagRunTriggeredBy;
import dev.updraft.core.run.DagRunType;
import dev.updraft.core.wire.DagVersions;
import dev.updraft.scheduler.Scheduler;
import dev.updraft.scheduler.Sweep;
import dev.updraft.standalone.http.LocalContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What it costs that a thousand runs wait to start, as docs/benchmarks.md says. */
class WaitingCostTest {
  private static final EmbeddedAws AWS = EmbeddedAws.startInMemory();
  private static final int RUNS = 1_000;
  private static final int HOURS = 4;
  private static final int DAY = 24 / HOURS;

  private final RequestMeter meter = new RequestMeter();
  private final Dag dag = dag("waiting").task("a").build();
  private final AggregateKey plan = new AggregateKey.OfDag(dag.dagId());
  private final MemoryErrands errands = new MemoryErrands();
  private Instant now = Instant.parse("2026-01-01T12:00:30Z");
  private final MemoryInbox inbox = new MemoryInbox(() -> now);
  private final AwsWorld world =
      AwsWorld.of(
          meter.watch(AWS.world().clients()), AWS.world().names(), Retention.DEFAULT, () -> now);
  private final Ports ports = ports();
  private final Scheduler scheduler =
      Scheduler.over(ports, new Tickets(new byte[64]), Map.of(), Executors.STANDALONE, () -> now);
  private int messages;

  @AfterAll
  static void stop() {
    AWS.close();
  }

  @Test
  void aThousandRunsThatWaitADayCostAFewReadsEachAndNoWrite() {
    aThousandRunsWait();
    now = now.plus(Duration.ofHours(3));
    tick();
    messages = 0;
    meter.reset();
    for (int minute = 0; minute < HOURS * 60; minute++) {
      now = now.plus(Duration.ofMinutes(1));
      tick();
    }
    var usage = meter.usage();
    System.out.printf(
        "1,000 runs that wait, a day: %,.0f read units, %,.0f write units, %,d messages%n",
        usage.allReadUnits() * DAY, usage.allWriteUnits() * DAY, messages * DAY);
    // A run is said to its plan and looked at once an hour; its plan looks at each turn.
    assertThat(messages * DAY).isLessThan(RUNS * 24 * 2 + 2_000);
    assertThat(usage.allReadUnits() * DAY).isLessThan(400_000);
    // The clock's cursor moves each minute.
    assertThat(usage.allWriteUnits() * DAY).isLessThan(5_000);
  }

  private void aThousandRunsWait() {
    var version = DagVersions.hash(dag);
    ports.catalog().publish(dag, version, "waiting.yml", "", now);
    tell(new PlanEvent.DagPublished(version));
    tell(new PlanEvent.PausedSet(true));
    for (int i = 0; i < RUNS; i++) {
      var runId = new RunId("manual__2026-01-01T12:00:30.%06d+00:00".formatted(i));
      var facts = new RunFacts(runId, DagRunType.MANUAL, version, null, null, null, now);
      ports.runs().create(row(facts), null);
      tell(new PlanEvent.RunTriggered(facts));
    }
    drain();
  }

  private RunStore.RunRow row(RunFacts facts) {
    return new RunStore.RunRow(
        dag.dagId(),
        facts,
        DagRunState.QUEUED,
        now,
        null,
        null,
        Map.of(),
        DagRunTriggeredBy.REST_API,
        null,
        null);
  }

  private void tell(Event event) {
    inbox.send(List.of(new Inbox.Message(plan, event, event.toString())));
  }

  private void tick() {
    scheduler.clock().handleRequest("tick", new LocalContext());
    for (var errand = errands.take(); errand != null; errand = errands.take()) {
      new Sweep(ports).run(errand);
    }
    drain();
  }

  private void drain() {
    for (var batch = inbox.receive(10); !batch.isEmpty(); batch = inbox.receive(10)) {
      messages += batch.size();
      var event = new SQSEvent();
      event.setRecords(batch.stream().map(WaitingCostTest::record).toList());
      var failures = scheduler.inbox().handleRequest(event, new LocalContext());
      assertThat(failures.getBatchItemFailures()).isEmpty();
      batch.forEach(delivery -> inbox.ack(delivery.messageId()));
    }
  }

  private static SQSEvent.SQSMessage record(MemoryInbox.Delivery delivery) {
    var record = new SQSEvent.SQSMessage();
    record.setMessageId(delivery.messageId());
    record.setBody(InboxEnvelope.encode(delivery.message()));
    return record;
  }

  private Ports ports() {
    return new Ports(
        world.states(),
        world.attempts(),
        world.runs(),
        world.catalog(),
        world.xcoms(),
        world.logs(),
        world.timers(),
        inbox,
        errands,
        world.taskQueues(),
        world.blobs(),
        world.pools(),
        world.variables());
  }
}
