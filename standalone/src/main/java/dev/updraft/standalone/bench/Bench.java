package dev.updraft.standalone.bench;

import dev.updraft.aws.AwsNames;
import dev.updraft.aws.AwsWorld;
import dev.updraft.aws.dynamo.Retention;
import dev.updraft.core.attempt.Attempt;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.id.DagId;
import dev.updraft.core.id.RunId;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.port.RunStore.RunRow;
import dev.updraft.core.run.DagRunState;
import dev.updraft.core.wire.Json;
import dev.updraft.standalone.Host;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A deployment in this process that runs workloads and is measured. Looking on is not counted: it
 * goes around the gauges.
 */
final class Bench implements AutoCloseable {
  /** A run's end is timed by its row, so looking seldom costs no precision, and little else. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);

  private static final Duration LOOK_CLOSELY_EVERY = Duration.ofMillis(20);
  private static final Duration PUBLISH_MAX = Duration.ofMinutes(2);
  private static final Duration QUIET = Duration.ofMillis(500);
  private static final Duration QUIET_MAX = Duration.ofSeconds(20);
  private static final int PAGE = 100;
  private static final int WARM_UPS = 3;

  private final Path dags;
  private final Duration runMax;
  private final Counter counter = new Counter();
  private final Host host;
  private final AwsWorld looking;
  private final HttpClient http = HttpClient.newHttpClient();

  /**
   * Starts it.
   *
   * @param folder an empty folder for its DAG files and data
   * @param parallelism how many attempts run at once
   * @param runMax how long a run may take
   */
  Bench(Path folder, int parallelism, Duration runMax) throws IOException {
    this.dags = Files.createDirectories(folder.resolve("dags"));
    this.runMax = runMax;
    var options =
        new Host.Options(dags, folder.resolve("data"), 0, folder.resolve("ui"), parallelism);
    this.host = Host.start(options, counter.gauges(), Map.of()).withDags();
    this.looking =
        AwsWorld.of(
            counter.uncounted(),
            new AwsNames("updraft", "updraft-data"),
            Retention.DEFAULT,
            InstantSource.system());
  }

  /** Runs the workload a few times without measuring it. */
  void warmUp(Workload workload) throws IOException, InterruptedException {
    var _ = publish(workload);
    for (int i = 0; i < WARM_UPS; i++) {
      var _ = run(workload, "warm-up-" + i);
    }
  }

  /** Publishes the workload's DAG and runs it once. */
  Measured measure(Workload workload) throws IOException, InterruptedException {
    var upload = publish(workload);
    settle();
    var before = counter.now();
    var cpuBefore = cpu();
    var row = run(workload, "measured-" + before.apiCalls());
    var cpu = cpu().minus(cpuBefore);
    settle();
    var count = counter.now().since(before);
    var end = Objects.requireNonNull(row.endedAt(), "a run that ended without an end");
    var took = Duration.between(row.queuedAt(), end);
    return new Measured(workload, count, Times.of(workload, took, attempts(row)), cpu, upload);
  }

  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Answers how long it took from the upload until the DAG was active. */
  private Duration publish(Workload workload) throws IOException {
    var file = dags.resolve(workload.dagId() + ".yml");
    var draft = Files.writeString(dags.resolve(workload.dagId() + ".draft"), workload.yaml());
    var begin = Instant.now();
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    var plan = new AggregateKey.OfDag(new DagId(workload.dagId()));
    var _ =
        awaited(
            "the DAG's plan", PUBLISH_MAX, LOOK_CLOSELY_EVERY, () -> looking.states().load(plan));
    return Duration.between(begin, Instant.now());
  }

  private RunRow run(Workload workload, String runId) throws IOException, InterruptedException {
    var wish = new LinkedHashMap<String, @Nullable Object>();
    wish.put("dag_run_id", runId);
    wish.put("logical_date", null);
    var path = "/api/v2/dags/" + workload.dagId() + "/dagRuns";
    var request =
        HttpRequest.newBuilder(URI.create(host.url() + path))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(Json.write(wish)))
            .build();
    var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IllegalStateException("the run was refused: " + answer.body());
    }
    var key = new RunKey(new DagId(workload.dagId()), new RunId(runId));
    var row = awaited("the run's end", runMax, LOOK_EVERY, () -> ended(key));
    if (row.state() != DagRunState.SUCCESS) {
      throw new IllegalStateException("the run ended as %s: %s".formatted(row.state(), row.note()));
    }
    return row;
  }

  private @Nullable RunRow ended(RunKey key) {
    var row = looking.runs().get(key);
    return row == null || row.endedAt() == null ? null : row;
  }

  /** Waits until nothing more is used, so that what comes after a run is counted with it. */
  private void settle() {
    var deadline = Instant.now().plus(QUIET_MAX);
    var last = counter.now();
    var since = Instant.now();
    while (Instant.now().isBefore(deadline)) {
      LockSupport.parkNanos(LOOK_CLOSELY_EVERY.toNanos());
      var now = counter.now();
      if (now.writeUnits() != last.writeUnits()
          || now.sqs(true) != last.sqs(true)
          || now.sqs(false) != last.sqs(false)) {
        last = now;
        since = Instant.now();
      } else if (since.plus(QUIET).isBefore(Instant.now())) {
        return;
      }
    }
  }

  private List<Attempt> attempts(RunRow row) {
    var all = new ArrayList<Attempt>();
    @Nullable String from = null;
    do {
      var page = looking.attempts().ofRun(row.key(), from, PAGE);
      all.addAll(page.items());
      from = page.next();
    } while (from != null && all.size() < Workload.TASKS_MAX * 2);
    return all;
  }

  private static <T> T awaited(
      String what, Duration max, Duration every, Supplier<@Nullable T> look) {
    var deadline = Instant.now().plus(max);
    do {
      var found = look.get();
      if (found != null) {
        return found;
      }
      LockSupport.parkNanos(every.toNanos());
    } while (Instant.now().isBefore(deadline));
    throw new IllegalStateException(what + " did not come within " + max);
  }

  @Override
  public void close() {
    host.close();
    http.close();
  }
}
