package dev.updraft.runner;

import dev.updraft.core.call.Backoff;
import dev.updraft.runner.process.Fence;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/**
 * How a worker runs attempts.
 *
 * @param api the server's address, without {@code /execution}
 * @param dagFolder where DAG files, and the files beside them, are
 * @param heartbeatEvery how often the server hears of a running attempt
 * @param logEvery how often new log lines are sent
 * @param killGrace how long processes that were sent SIGTERM may take before SIGKILL; Airflow 3's
 *     supervisor gives 5 s, and its {@code killed_task_cleanup_time} no longer applies to tasks
 * @param logBytesMax the largest log of an attempt
 * @param logPatience how long an attempt that has ended tries to store the rest of its log
 * @param backoff for how long calls to the server are tried
 * @param environment the variables that users' processes inherit
 * @param objects the objects in S3
 * @param clock the time
 * @param dagFiles how the DAG folder's files come to {@code dagFolder}
 * @param fence what users' processes are kept from
 */
public record RunnerSettings(
    URI api,
    Path dagFolder,
    Duration heartbeatEvery,
    Duration logEvery,
    Duration killGrace,
    long logBytesMax,
    Duration logPatience,
    Backoff backoff,
    Map<String, String> environment,
    ObjectStore objects,
    InstantSource clock,
    DagFiles dagFiles,
    Fence fence) {
  private static final long LOG_BYTES_MAX = 64L * 1024 * 1024;

  private static final Duration LOG_PATIENCE = Duration.ofSeconds(30);

  /** Longer, and the server takes a silent runner's attempt for lost, or its token has run out. */
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMinutes(4), Duration.ofSeconds(1), Duration.ofSeconds(15));

  /** All times are this exact, as Airflow's are. */
  private static final Duration MICROSECOND = Duration.ofNanos(1_000);

  public RunnerSettings {
    dagFolder = dagFolder.toAbsolutePath().normalize();
    environment = Map.copyOf(environment);
  }

  /** The same with a copy of a DAG folder that is elsewhere. */
  public RunnerSettings fetching(Path folder) {
    return new RunnerSettings(
        api,
        folder,
        heartbeatEvery,
        logEvery,
        killGrace,
        logBytesMax,
        logPatience,
        backoff,
        environment,
        objects,
        clock,
        new FetchedDagFiles(folder),
        fence);
  }

  /** The same with other variables for users' processes. */
  public RunnerSettings with(Map<String, String> other) {
    return new RunnerSettings(
        api,
        dagFolder,
        heartbeatEvery,
        logEvery,
        killGrace,
        logBytesMax,
        logPatience,
        backoff,
        other,
        objects,
        clock,
        dagFiles,
        fence);
  }

  /** The same with what users' processes are kept from. */
  public RunnerSettings behind(Fence other) {
    return new RunnerSettings(
        api,
        dagFolder,
        heartbeatEvery,
        logEvery,
        killGrace,
        logBytesMax,
        logPatience,
        backoff,
        environment,
        objects,
        clock,
        dagFiles,
        other);
  }

  /**
   * With the usual times and limits, what users may see of this process's environment, and the DAG
   * folder here.
   */
  public static RunnerSettings of(URI api, Path dagFolder, ObjectStore objects) {
    return new RunnerSettings(
        api,
        dagFolder,
        Duration.ofSeconds(5),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10),
        LOG_BYTES_MAX,
        LOG_PATIENCE,
        BACKOFF,
        UserEnvironment.of(System.getenv()),
        objects,
        InstantSource.tick(InstantSource.system(), MICROSECOND),
        DagFiles.HERE,
        Fence.NONE);
  }
}
