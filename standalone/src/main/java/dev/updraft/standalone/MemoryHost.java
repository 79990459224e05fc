package dev.updraft.standalone;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.updraft.api.Monitor;
import dev.updraft.api.http.Gate;
import dev.updraft.aws.sqs.InboxEnvelope;
import dev.updraft.core.attempt.Tickets;
import dev.updraft.core.dag.Executors;
import dev.updraft.core.port.BlobsBelow;
import dev.updraft.core.port.Ports;
import dev.updraft.core.port.TaskQueues;
import dev.updraft.core.port.memory.MemoryWorld;
import dev.updraft.core.wire.Json;
import dev.updraft.executor.AttemptsHere;
import dev.updraft.executor.LaunchMessages;
import dev.updraft.runner.AttemptRunner;
import dev.updraft.runner.ObjectStore;
import dev.updraft.runner.RunnerSettings;
import dev.updraft.scheduler.Sweep;
import dev.updraft.standalone.http.LocalContext;
import dev.updraft.standalone.http.LocalServer;
import dev.updraft.standalone.http.StaticFiles;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/** A deployment that keeps nothing: the same handlers over stores in memory, for one run. */
public final class MemoryHost implements AutoCloseable {
  private static final int SECRET_BYTES = 64;
  private static final long IDLE_NANOS = 2_000_000;
  private static final int BATCH = 10;

  private final MemoryWorld world = MemoryWorld.on(Instant::now);
  private final Ports ports;
  private final LocalServer server;
  private final AttemptRunner runner;
  private final ClockLoop clock;
  private volatile boolean closed;

  /**
   * Starts it.
   *
   * @param folder where the DAG file is
   * @param environment what users' processes find in their environment
   * @param parallelism how many attempts run at once
   */
  public MemoryHost(Path folder, Map<String, String> environment, int parallelism) {
    ports = ports(world);
    var secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    var tickets = new Tickets(secret);
    var handlers =
        Handlers.over(ports, tickets, environment, Executors.STANDALONE, Gate.OPEN, Monitor.NONE);
    server = LocalServer.bind(0);
    server.serve(handlers.api(), new StaticFiles(folder.resolve("no-ui")));
    runner = new AttemptRunner(runnerSettings(URI.create(server.url()), folder, environment));
    clock = ClockLoop.start(handlers.clock());
    var tasks = new AttemptsHere(runner).messages();
    Thread.ofVirtual().name("inbox").start(() -> pumpInbox(handlers.inbox()));
    Thread.ofVirtual().name("tasks").start(() -> pumpTasks(tasks, new Semaphore(parallelism)));
  }

  private static Ports ports(MemoryWorld world) {
    return new Ports(
        world.states(),
        world.attempts(),
        world.runs(),
        world.catalog(),
        world.xcoms(),
        world.logs(),
        world.timers(),
        world.inbox(),
        world.errands(),
        new LocalTaskQueues(world.taskQueues()),
        new BlobsBelow(world.blobs(), "dags/"),
        world.pools(),
        world.variables());
  }

  private static RunnerSettings runnerSettings(
      URI api, Path folder, Map<String, String> environment) {
    var usual = RunnerSettings.of(api, folder, ObjectStore.none());
    return new RunnerSettings(
        usual.api(),
        usual.dagFolder(),
        usual.heartbeatEvery(),
        usual.logEvery(),
        usual.killGrace(),
        usual.logBytesMax(),
        usual.backoff(),
        environment,
        usual.objects(),
        usual.clock(),
        usual.dagFiles());
  }

  /** The ports. */
  public Ports ports() {
    return ports;
  }

  /** Where the API answers. */
  public String url() {
    return server.url();
  }

  @Override
  public void close() {
    closed = true;
    clock.close();
    runner.close();
    server.close();
  }

  private void pumpInbox(RequestHandler<SQSEvent, SQSBatchResponse> handler) {
    while (!closed) {
      doErrand();
      var batch = world.inbox().receive(BATCH);
      if (batch.isEmpty()) {
        LockSupport.parkNanos(IDLE_NANOS);
        continue;
      }
      var event = new SQSEvent();
      event.setRecords(
          batch.stream()
              .map(d -> record(d.messageId(), InboxEnvelope.encode(d.message())))
              .toList());
      var failed =
          handler.handleRequest(event, new LocalContext()).getBatchItemFailures().stream()
              .map(SQSBatchResponse.BatchItemFailure::getItemIdentifier)
              .toList();
      for (var delivery : batch) {
        if (failed.contains(delivery.messageId())) {
          world.inbox().nack(delivery.messageId());
        } else {
          world.inbox().ack(delivery.messageId());
        }
      }
    }
  }

  private void doErrand() {
    var errand = world.errands().take();
    if (errand != null) {
      new Sweep(ports).run(errand);
    }
  }

  private void pumpTasks(LaunchMessages messages, Semaphore places) {
    var queue = TaskQueues.queueName(Host.EXECUTOR, null);
    while (!closed) {
      places.acquireUninterruptibly();
      var deliveries = world.taskQueues().receive(queue, 1);
      if (deliveries.isEmpty()) {
        places.release();
        LockSupport.parkNanos(IDLE_NANOS);
        continue;
      }
      var delivery = deliveries.getFirst();
      Thread.ofVirtual()
          .start(() -> {
            try {
              var _ = messages.isDone(delivery.messageId(), Json.write(delivery.message()), 1);
              world.taskQueues().ack(queue, delivery.messageId());
            } finally {
              places.release();
            }
          });
    }
  }

  private static SQSEvent.SQSMessage record(String id, String body) {
    var record = new SQSEvent.SQSMessage();
    record.setMessageId(id);
    record.setBody(body);
    return record;
  }
}
