package dev.updraft.api.rest;

import dev.updraft.api.Monitor;
import dev.updraft.api.http.AirflowTime;
import dev.updraft.api.http.ApiProblem;
import dev.updraft.api.http.Call;
import dev.updraft.api.http.Fields;
import dev.updraft.api.http.HttpAnswer;
import dev.updraft.api.http.Router;
import dev.updraft.core.port.StoreException;
import dev.updraft.core.port.Timers;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Version, health and configuration. */
public final class SystemApi {
  /** The version of Airflow whose API this is. */
  public static final String AIRFLOW_VERSION = "3.3.2";

  private static final Logger LOG = System.getLogger(SystemApi.class.getName());

  /** The clock ticks each minute; one that has missed a few does not run. */
  private static final Duration CLOCK_SILENCE_MAX = Duration.ofMinutes(5);

  /** The DAG folder is looked at twice a second. */
  private static final Duration LOOK_SILENCE_MAX = Duration.ofMinutes(1);

  private final Timers timers;
  private final InstantSource clock;
  private final Monitor monitor;

  /** Over the timers, whose cursor shows that the clock runs, and what the process knows. */
  public SystemApi(Timers timers, InstantSource clock, Monitor monitor) {
    this.timers = timers;
    this.clock = clock;
    this.monitor = monitor;
  }

  /** Adds the routes. */
  public void routes(Router router) {
    router
        .on("GET", "/api/v2/version", _ -> version())
        .on("GET", "/api/v2/monitor/health", _ -> health())
        .on("GET", "/api/v2/config", SystemApi::config)
        .on("GET", "/api/v2/config/section/{section}/option/{option}", SystemApi::config);
  }

  private static HttpAnswer version() {
    return HttpAnswer.ok(new Fields().put("version", AIRFLOW_VERSION).put("git_version", null));
  }

  private static HttpAnswer config(Call call) {
    throw ApiProblem.of(
        403,
        "Your Airflow administrator chose not to expose the configuration, most likely for"
            + " security reasons.");
  }

  private HttpAnswer health() {
    boolean reachable = true;
    Instant cursor = null;
    try {
      cursor = timers.cursor();
    } catch (StoreException e) {
      LOG.log(Level.ERROR, "health: the store cannot be read", e);
      reachable = false;
    }
    var problem = monitor.storeProblem();
    var database = new Fields().put("status", status(reachable && problem == null));
    if (problem != null) {
      database.put("problem", problem);
    }
    return HttpAnswer.ok(
        new Fields()
            .put("metadatabase", database)
            .put("scheduler", job("scheduler", status(isTicking(cursor)), cursor))
            .put("triggerer", job("triggerer", null, null))
            .put("dag_processor", dagProcessor()));
  }

  /** As long as it reads it says how far it is, which Airflow's does not. */
  private Fields dagProcessor() {
    var reading = monitor.dagReading();
    if (reading == null) {
      return job("dag_processor", null, null);
    }
    var looked = reading.lookedAt();
    boolean busy = reading.total() > 0;
    boolean well =
        busy || (looked != null && looked.isAfter(clock.instant().minus(LOOK_SILENCE_MAX)));
    var job = job("dag_processor", status(well), looked);
    if (busy) {
      job.put("reading", new Fields().put("read", reading.read()).put("total", reading.total()));
    }
    return job;
  }

  private boolean isTicking(@Nullable Instant cursor) {
    return cursor != null && cursor.isAfter(clock.instant().minus(CLOCK_SILENCE_MAX));
  }

  private static String status(boolean healthy) {
    return healthy ? "healthy" : "unhealthy";
  }

  private static Fields job(String name, @Nullable String status, @Nullable Instant heartbeat) {
    return new Fields()
        .put("status", status)
        .put(
            "latest_" + name + "_heartbeat",
            heartbeat == null ? null : AirflowTime.isoformat(heartbeat));
  }
}
