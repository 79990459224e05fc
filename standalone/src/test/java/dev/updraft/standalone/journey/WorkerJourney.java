package dev.updraft.standalone.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.updraft.core.wire.Json;
import dev.updraft.standalone.Gauges;
import dev.updraft.standalone.Host;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Workers as processes of their own, which take attempts from a queue and are told to stop. */
@Timeout(180)
class WorkerJourney {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Process> workers = new ArrayList<>();
  private final AtomicReference<String> sqs = new AtomicReference<>("");
  private Host host;

  /** A host that runs no attempt itself: the workers do. */
  @BeforeEach
  void start() throws IOException {
    var dags = Files.createDirectories(folder.resolve("dags"));
    Files.writeString(dags.resolve("work.yml"), dag());
    var gauges =
        new Gauges(
            clients -> {
              var endpoint = clients.sqs().serviceClientConfiguration().endpointOverride();
              sqs.set(endpoint.orElseThrow().toString());
              return clients;
            },
            Gauges.NONE.api());
    var options = new Host.Options(dags, folder.resolve("data"), 0, folder.resolve("ui"), 0);
    host = Host.start(options, gauges, Aws.environment(folder)).withDags();
  }

  @AfterEach
  void stop() {
    workers.forEach(Process::destroyForcibly);
    host.close();
  }

  @Test
  void aWorkerToldToStopFinishesWhatItRunsAndTakesNothingNew() throws Exception {
    var worker = worker(60);
    trigger("short");
    awaitFile("short.began");
    worker.destroy();
    trigger("after");
    assertThat(worker.waitFor(40, TimeUnit.SECONDS)).as(log(0)).isTrue();
    await("short", "success");
    assertThat(task("after").path("state").asText()).isEqualTo("queued");
    var _ = worker(60);
    await("after", "success");
  }

  @Test
  void whatAStoppedWorkerCannotFinishRunsAgainElsewhereInTheSameTry() throws Exception {
    var worker = worker(1);
    trigger("long");
    awaitFile("long.began");
    worker.destroy();
    assertThat(worker.waitFor(40, TimeUnit.SECONDS)).as(log(0)).isTrue();
    long sleeper = Long.parseLong(Files.readString(folder.resolve("long.began")).strip());
    assertThat(ProcessHandle.of(sleeper).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(task("long").path("state").asText()).isNotIn("success", "failed");
    var _ = worker(60);
    await("long", "success");
    assertThat(task("long").path("try_number").asInt()).isEqualTo(1);
    var log = get("/api/v2/dags/long/dagRuns/r/taskInstances/it/logs/1").toString();
    assertThat(log).containsSubsequence("the first half", "run again elsewhere", "the second half");
  }

  private String dag() {
    return """
    %s
    short:
      schedule: null
      tasks:
        it: {operator: airflow.providers.standard.operators.bash.BashOperator,
             bash_command: "echo $$ > %s/short.began; sleep 3"}
    after:
      schedule: null
      tasks:
        it: {operator: airflow.providers.standard.operators.bash.BashOperator, bash_command: "true"}
    long:
      schedule: null
      tasks:
        it: {operator: airflow.providers.standard.operators.bash.BashOperator,
             bash_command: "if [ -e %s/long.began ]; then echo the second half; exit 0; fi; echo the first half; echo $$ > %s/long.new; mv %s/long.new %s/long.began; sleep 300"}
    """
        .formatted("# what workers run", folder, folder, folder, folder, folder);
  }

  private Process worker(int graceSeconds) throws IOException {
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "dev.updraft.executor.entry.Worker");
    var environment = builder.environment();
    environment.put("AWS_ENDPOINT_URL_SQS", sqs.get());
    environment.put("AWS_REGION", "us-east-1");
    environment.put("AWS_ACCESS_KEY_ID", "updraft");
    environment.put("AWS_SECRET_ACCESS_KEY", "none");
    environment.put("UPDRAFT_PREFIX", "updraft");
    environment.putAll(Aws.environment(folder));
    environment.put("UPDRAFT_API_URL", host.url());
    environment.put("UPDRAFT_QUEUES", "local");
    environment.put("UPDRAFT_WORKER_STOP_GRACE", Integer.toString(graceSeconds));
    environment.put("HOSTNAME", "worker-" + workers.size());
    builder.redirectErrorStream(true).redirectOutput(file(workers.size()).toFile());
    var worker = builder.start();
    workers.add(worker);
    return worker;
  }

  private Path file(int worker) {
    return folder.resolve("worker-" + worker + ".log");
  }

  private String log(int worker) throws IOException {
    return Files.readString(file(worker));
  }

  private void trigger(String dag) throws Exception {
    until(() -> get("/api/v2/dags/" + dag).has("dag_id"), dag + " is not read");
    var body = "{\"logical_date\":null,\"dag_run_id\":\"r\"}";
    var request =
        HttpRequest.newBuilder(URI.create(host.url() + "/api/v2/dags/" + dag + "/dagRuns"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
  }

  private void awaitFile(String name) {
    until(() -> Files.exists(folder.resolve(name)), name + " does not appear");
  }

  private void await(String dag, String state) {
    until(
        () -> get("/api/v2/dags/" + dag + "/dagRuns/r").path("state").asText().equals(state),
        dag + " does not end as " + state);
  }

  private JsonNode task(String dag) {
    return get("/api/v2/dags/" + dag + "/dagRuns/r/taskInstances/it");
  }

  private JsonNode get(String path) {
    try {
      var request = HttpRequest.newBuilder(URI.create(host.url() + path)).build();
      var body = client.send(request, BodyHandlers.ofString()).body();
      return Json.tree(Objects.requireNonNull(Json.read(body, Object.class)));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void until(BooleanSupplier condition, String otherwise) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(otherwise).isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }
}
