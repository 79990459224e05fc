package dev.updraft.standalone;

import dev.updraft.api.http.Gate;
import dev.updraft.aws.AwsWorld;
import dev.updraft.core.attempt.Tickets;
import dev.updraft.core.dag.Executors;
import dev.updraft.core.port.BlobsBelow;
import dev.updraft.core.port.Ports;
import dev.updraft.core.port.TaskQueues;
import dev.updraft.executor.AttemptsHere;
import dev.updraft.executor.BucketObjects;
import dev.updraft.executor.TaskSource;
import dev.updraft.runner.AttemptRunner;
import dev.updraft.runner.RunnerSettings;
import dev.updraft.scheduler.DagFiles;
import dev.updraft.standalone.folder.FolderFiles;
import dev.updraft.standalone.folder.FolderWatch;
import dev.updraft.standalone.folder.Progress;
import dev.updraft.standalone.http.LocalServer;
import dev.updraft.standalone.http.StaticFiles;
import dev.updraft.standalone.queue.EventSource;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;

/** The whole deployment in this process, from its start to its end. */
public final class Host implements AutoCloseable {
  /** The executor whose queue this process works off. */
  public static final String EXECUTOR = Executors.STANDALONE.usual();

  private static final int INBOX_POLLERS = 4;
  private static final int TIMER_POLLERS = 1;

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final AwsWorld world;
  private final Ports ports;
  private final LocalServer server;
  private final int recovered;
  private final FolderWatch folder;

  private Host(Options options, Gauges gauges, Map<String, String> environment) {
    server = opened(LocalServer.bind(options.port()));
    var data = DataFolder.open(options.data());
    world = opened(Services.of(data.store(), environment)).world(gauges);
    var bucket = new BlobsBelow(world.blobs(), "dags/");
    ports =
        world.ports(
            new FolderFiles(options.dags(), bucket), new LocalTaskQueues(world.taskQueues()));
    var tickets = new Tickets(data.secret());
    var progress = new Progress();
    var handlers =
        Handlers.over(
            ports,
            tickets,
            environment,
            Executors.STANDALONE,
            options.gate(),
            new HostMonitor(data, progress));
    recovered = handlers.recovery().recover(Instant.now());
    server.serve(gauges.api().apply(handlers.api()), new StaticFiles(options.ui()));
    var sqs = world.clients().sqs();
    opened(EventSource.start(sqs, inboxUrl(), handlers.inbox(), INBOX_POLLERS));
    opened(EventSource.start(sqs, timersUrl(), handlers.timers(), TIMER_POLLERS));
    var settings = new FolderSettings(options.dags());
    settings.makePools(ports);
    var runner = opened(new AttemptRunner(runnerSettings(options, settings)));
    var tasks = new AttemptsHere(runner).messages();
    opened(TaskSource.start(sqs, tasksUrl(), tasks, new Semaphore(options.parallelism())));
    opened(ClockLoop.start(handlers.clock()));
    folder =
        opened(
            new FolderWatch(
                options.dags(),
                bucket,
                handlers.dagFiles(),
                new CatalogRefusals(handlers.files()),
                progress));
    folder.start();
  }

  /**
   * Starts everything; the DAG folder is read from then on, in the background.
   *
   * @throws dev.updraft.standalone.http.PortInUseException if the port is taken
   * @throws DataFolder.UnusableException if the data folder cannot be used
   */
  public static Host start(Options options) {
    return start(options, Gauges.NONE);
  }

  /** The same, with gauges that count what it uses. */
  public static Host start(Options options, Gauges gauges) {
    return start(options, gauges, System.getenv());
  }

  /**
   * The same, where these variables say.
   *
   * @param environment where the {@link Services} are, and what {@code $NAME} in a DAG file is
   */
  public static Host start(Options options, Gauges gauges, Map<String, String> environment) {
    return new Host(options, gauges, environment);
  }

  private <T extends AutoCloseable> T opened(T part) {
    parts.push(part);
    return part;
  }

  private RunnerSettings runnerSettings(Options options, FolderSettings folder) {
    var objects = new BucketObjects(world::blobsIn);
    var usual = RunnerSettings.of(URI.create(server.url()), options.dags(), objects);
    return new RunnerSettings(
        usual.api(),
        usual.dagFolder(),
        usual.heartbeatEvery(),
        usual.logEvery(),
        usual.killGrace(),
        usual.logBytesMax(),
        usual.backoff(),
        folder.with(usual.environment()),
        usual.objects(),
        usual.clock(),
        usual.dagFiles());
  }

  private String inboxUrl() {
    return world.queues().url(world.names().inboxQueue());
  }

  private String timersUrl() {
    return world.queues().url(world.names().timersQueue());
  }

  private String tasksUrl() {
    return world.queues().url(world.names().taskQueue(TaskQueues.queueName(EXECUTOR, null)));
  }

  /** Waits until each DAG file has been read once. */
  public Host withDags() {
    try {
      folder.awaitFirstLook();
      return this;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the DAG folder was read", e);
    }
  }

  /** Where it serves. */
  public String url() {
    return server.url();
  }

  /** The ports, for those who look in. */
  public Ports ports() {
    return ports;
  }

  /** How many unfinished runs an earlier process left behind. */
  public int recovered() {
    return recovered;
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      var part = parts.pop();
      try {
        part.close();
      } catch (Exception e) {
        System.getLogger(Host.class.getName())
            .log(System.Logger.Level.WARNING, part + " did not close well", e);
      }
    }
  }

  private record CatalogRefusals(DagFiles files) implements FolderWatch.Refusals {
    @Override
    public void refuse(String path, String problem) {
      files.refuse(path, problem);
    }

    @Override
    public void forget(String path) {
      files.forget(path);
    }

    @Override
    public void forgetAllBut(Set<String> paths) {
      files.forgetAllBut(paths);
    }
  }

  /**
   * What to host and where.
   *
   * @param dags the DAG folder
   * @param data the data folder
   * @param port the HTTP port, 0 for any that is free
   * @param ui the UI's files
   * @param parallelism how many attempts run at once
   * @param gate who may call the API
   */
  public record Options(Path dags, Path data, int port, Path ui, int parallelism, Gate gate) {
    /** Where nobody signs in. */
    public Options(Path dags, Path data, int port, Path ui, int parallelism) {
      this(dags, data, port, ui, parallelism, Gate.OPEN);
    }
  }
}
