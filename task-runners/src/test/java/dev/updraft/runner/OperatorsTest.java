package dev.updraft.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import com.sun.net.httpserver.HttpServer;
import dev.updraft.core.wire.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorsTest {
  private static final String HTTP = "airflow.providers.http.operators.http.HttpOperator";
  private static final String HTTP_SENSOR = "airflow.providers.http.sensors.http.HttpSensor";
  private static final String S3 = "airflow.providers.amazon.aws.sensors.s3.S3KeySensor";
  private static final String TRIGGER = "operators.trigger_dagrun.TriggerDagRunOperator";
  private static final String EXTERNAL = "sensors.external_task.ExternalTaskSensor";
  private static final String FILE = "sensors.filesystem.FileSensor";

  @TempDir Path folder;
  private final FakeExecutionApi api = new FakeExecutionApi();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final HttpServer web = start();

  private HttpServer start() {
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            try (exchange) {
              var body =
                  new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
              requests.add(
                  exchange.getRequestMethod()
                      + " "
                      + exchange.getRequestURI()
                      + " "
                      + body
                      + " "
                      + exchange.getRequestHeaders().getFirst("Authorization")
                      + " "
                      + exchange.getRequestHeaders().getFirst("X-Mine"));
              var path = exchange.getRequestURI().getPath();
              int status = path.startsWith("/status/") ? Integer.parseInt(path.substring(8)) : 200;
              var answer = "{\"ok\": true}".getBytes(StandardCharsets.UTF_8);
              exchange.sendResponseHeaders(status, answer.length);
              exchange.getResponseBody().write(answer);
            }
          });
      server.start();
      return server;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @BeforeEach
  void connect() {
    api.connections.put(
        "http_default",
        "{\"conn_id\":\"http_default\",\"conn_type\":\"http\",\"host\":\"localhost\",\"port\":%d,\"login\":\"me\",\"password\":\"secret-word\",\"extra\":\"{\\\"X-Mine\\\":\\\"yes\\\"}\"}"
            .formatted(web.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    api.close();
    web.stop(0);
  }

  private String state() {
    return api.report().path("state").asText();
  }

  private Duration untilReschedule() {
    assertThat(state()).isEqualTo("up_for_reschedule");
    return Duration.between(
        Instant.now(), Instant.parse(api.report().path("reschedule_date").asText()));
  }

  @Test
  void httpSendsWhatTheConnectionAndTheTaskSay() {
    Attempts.of(
            HTTP, Map.of("method", "GET", "endpoint", "api/{{ ds }}", "data", Map.of("q", "a b")))
        .run(api);
    assertThat(requests)
        .containsExactly("GET /api/2026-03-04?q=a+b  Basic bWU6c2VjcmV0LXdvcmQ= yes");
    assertThat(api.xcom("work return_value -1").asText()).isEqualTo("{\"ok\": true}");
    Attempts.of(
            HTTP,
            Map.of("endpoint", "/post", "data", "{\"n\": 1}", "headers", Map.of("X-Mine", "own")))
        .run(api);
    assertThat(requests.getLast()).startsWith("POST /post {\"n\": 1} ").endsWith(" own");
    Attempts.of(HTTP, Map.of("endpoint", "/form", "data", Map.of("a", "1 2"))).run(api);
    assertThat(requests.getLast()).startsWith("POST /form a=1+2 ");
  }

  @Test
  void httpChecksStatusAndResponse() throws IOException {
    Attempts.of(HTTP, Map.of("method", "GET", "endpoint", "/status/404")).run(api);
    assertThat(state()).isEqualTo("up_for_retry");
    Attempts.of(
            HTTP,
            Map.of(
                "method",
                "GET",
                "endpoint",
                "/status/404",
                "extra_options",
                Map.of("check_response", false)))
        .run(api);
    assertThat(state()).isEqualTo("success");
    Files.writeString(
        folder.resolve("checks.py"),
        "def no(response):\n  return not response.json()['ok']\ndef pick(response, ds):\n  return [response.status_code, ds]\n");
    Attempts.of(HTTP, Map.of("method", "GET", "endpoint", "/x", "response_check", "checks.no"))
        .dagFolder(folder)
        .run(api);
    assertThat(api.log()).contains("Response check returned False.");
    Attempts.of(HTTP, Map.of("method", "GET", "endpoint", "/x", "response_filter", "checks.pick"))
        .dagFolder(folder)
        .run(api);
    assertThat(api.xcom("work return_value -1").toString()).isEqualTo("[200,\"2026-03-04\"]");
  }

  @Test
  void aWholeUrlNeedsNoConnectionAndAnUnknownOneIsNamed() {
    api.connections.clear();
    Attempts.of(
            HTTP,
            Map.of(
                "method",
                "GET",
                "endpoint",
                "http://localhost:%d/whole".formatted(web.getAddress().getPort())))
        .run(api);
    assertThat(state()).isEqualTo("success");
    Attempts.of(HTTP, Map.of("endpoint", "x", "http_conn_id", "nope")).run(api);
    assertThat(api.log()).contains("The conn_id `nope` isn't defined");
  }

  @Test
  void anHttpSensorWaitsOutA404AndFailsOnOthers() {
    Attempts.of(HTTP_SENSOR, Map.of("endpoint", "/status/404", "poke_interval", 30L)).run(api);
    assertThat(untilReschedule()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(31));
    Attempts.of(HTTP_SENSOR, Map.of("endpoint", "/status/500")).run(api);
    assertThat(state()).isEqualTo("up_for_retry");
    Attempts.of(
            HTTP_SENSOR, Map.of("endpoint", "/ready", "response_check", "lambda r: r.json()['ok']"))
        .run(api);
    assertThat(state()).isEqualTo("success");
  }

  @Test
  void triggerCreatesARunAndWaitsWithoutHoldingAWorker() {
    var id = "dag-runs/other/mine";
    api.answers.put("GET " + id + "/state", Map.of("state", "running"));
    Map<String, Object> arguments =
        Map.of(
            "trigger_dag_id",
            "other",
            "trigger_run_id",
            "mine",
            "conf",
            Map.of("d", "{{ ds }}"),
            "wait_for_completion",
            true,
            "poke_interval",
            5L);
    Attempts.standard(TRIGGER, Map.copyOf(arguments)).run(api);
    assertThat(untilReschedule()).isLessThan(Duration.ofSeconds(6));
    assertThat(api.callsTo(id).getFirst().body()).contains("\"conf\":{\"d\":\"2026-03-04\"}");
    assertThat(api.xcom("work trigger_run_id -1").asText()).isEqualTo("mine");
    api.reschedules(1);
    api.answers.put("GET " + id + "/state", Map.of("state", "success"));
    Attempts.standard(TRIGGER, Map.copyOf(arguments)).run(api);
    assertThat(state()).isEqualTo("success");
    assertThat(api.callsTo(id)).hasSize(1);
  }

  @Test
  void aTaskThatWasStoppedBeforeItTriggeredDoesSoUnderTheIdItHadChosen() {
    api.reschedules(1);
    api.xcoms.put("work trigger_run_id -1", TextNode.valueOf("chosen"));
    api.answers.put("GET dag-runs/other/chosen/state", 404);
    Attempts.standard(TRIGGER, Map.of("trigger_dag_id", "other")).run(api);
    assertThat(state()).isEqualTo("success");
    assertThat(api.callsTo("dag-runs/other/chosen")).hasSize(1);
  }

  @Test
  void anExistingRunFailsForGoodOrSkipsAsAsked() {
    api.answers.put("POST dag-runs/other/mine", 409);
    var base = Map.<String, Object>of("trigger_dag_id", "other", "trigger_run_id", "mine");
    Attempts.standard(TRIGGER, Map.copyOf(base)).run(api);
    assertThat(state()).isEqualTo("failed");
    assertThat(api.xcom("work trigger_run_id -1").isMissingNode()).isTrue();
    var skip = new java.util.HashMap<String, Object>(base);
    skip.put("skip_when_already_exists", true);
    Attempts.standard(TRIGGER, Map.copyOf(skip)).run(api);
    assertThat(state()).isEqualTo("skipped");
  }

  @Test
  void latestOnlySkipsDirectDownstreamOfOldScheduledRunsOnly() {
    var attempt =
        Attempts.standard("operators.latest_only.LatestOnlyOperator", Map.of())
            .latest(false)
            .downstream(Map.of("work", List.of("a"), "a", List.of("b")));
    attempt.run(api);
    assertThat(api.callsTo("/skip-downstream")).isEmpty();
    api.dagRun.put("run_type", "scheduled");
    attempt.run(api);
    assertThat(api.callsTo("/skip-downstream").getFirst().body()).isEqualTo("{\"tasks\":[\"a\"]}");
  }

  @Test
  void timeSensorsCompareWithNow() {
    Attempts.standard(
            "sensors.date_time.DateTimeSensor",
            Map.of("target_time", "{{ data_interval_end.add(days=1) }}"))
        .run(api);
    assertThat(state()).isEqualTo("success");
    Attempts.standard(
            "sensors.date_time.DateTimeSensor", Map.of("target_time", "2999-01-01T00:00:00+00:00"))
        .run(api);
    assertThat(untilReschedule()).isGreaterThan(Duration.ofSeconds(50));
    Attempts.standard(
            "sensors.time_delta.TimeDeltaSensor",
            Map.of("delta", Map.of("__type__", "datetime.timedelta", "days", 1L)))
        .run(api);
    assertThat(state()).isEqualTo("success");
    Attempts.standard(
            "sensors.time_delta.TimeDeltaSensor",
            Map.of("delta", Map.of("__type__", "datetime.timedelta", "days", 100_000L)))
        .run(api);
    assertThat(state()).isEqualTo("up_for_reschedule");
    Attempts.standard("sensors.time.TimeSensor", Map.of("target_time", "00:00:00")).run(api);
    assertThat(state()).isEqualTo("success");
    Attempts.standard("sensors.time.TimeSensor", Map.of("target_time", "half past ten")).run(api);
    assertThat(api.log())
        .contains(
            "argument 'target_time' of task 'work' is 'half past ten', expected a time of day such as 14:30:00");
  }

  @Test
  void aFileSensorSeesFilesGlobsAndFilledDirectories() throws IOException {
    Files.createDirectories(folder.resolve("a/b"));
    var sensor = Map.<String, Object>of("filepath", folder.resolve("a").toString());
    Attempts.standard(FILE, Map.copyOf(sensor)).run(api);
    assertThat(state()).isEqualTo("up_for_reschedule");
    Files.createFile(folder.resolve("a/b/x.csv"));
    Attempts.standard(FILE, Map.copyOf(sensor)).run(api);
    assertThat(state()).isEqualTo("success");
    Attempts.standard(FILE, Map.of("filepath", folder + "/a/*.csv")).run(api);
    assertThat(state()).isEqualTo("up_for_reschedule");
    Attempts.standard(FILE, Map.of("filepath", folder + "/a/**/*.csv", "recursive", true)).run(api);
    assertThat(state()).isEqualTo("success");
    api.connections.put("fs", "{\"conn_id\":\"fs\",\"extra\":{\"path\":\"%s\"}}".formatted(folder));
    Attempts.standard(FILE, Map.of("filepath", "a/b/x.csv", "fs_conn_id", "fs")).run(api);
    assertThat(state()).isEqualTo("success");
  }

  @Test
  void anS3SensorAsksTheStoreItIsGiven() {
    var store =
        new ObjectStore() {
          @Override
          public boolean exists(String bucket, String key) {
            return bucket.equals("b") && key.equals("in/x.csv");
          }

          @Override
          public boolean anyMatch(String bucket, String prefix, Predicate<String> matches) {
            return prefix.equals("in/") && matches.test("in/deep/x.csv");
          }
        };
    Attempts.of(S3, Map.of("bucket_key", "s3://b/in/x.csv")).objects(store).run(api);
    assertThat(state()).isEqualTo("success");
    Attempts.of(S3, Map.of("bucket_key", "in/y.csv", "bucket_name", "b")).objects(store).run(api);
    assertThat(state()).isEqualTo("up_for_reschedule");
    Attempts.of(S3, Map.of("bucket_key", "in/*.csv", "bucket_name", "b", "wildcard_match", true))
        .objects(store)
        .run(api);
    assertThat(state()).isEqualTo("success");
    Attempts.of(S3, Map.of("bucket_key", "s3://b/x")).run(api);
    assertThat(state()).isEqualTo("failed");
    assertThat(api.log())
        .anySatisfy(
            line -> assertThat(line).contains("the sensor cannot look: there is no S3 here"));
  }

  @Test
  void anExternalTaskSensorCountsStatesOfTheSameDate() {
    var counts =
        "GET task-instances/count?dag_id=up&logical_dates=2026-03-04T05%3A06%3A07Z&task_ids=a&task_ids=b&states=";
    api.answers.put(counts + "success", Json.tree(1));
    api.answers.put(counts + "failed", Json.tree(0));
    Map<String, Object> arguments =
        Map.of(
            "external_dag_id",
            "up",
            "external_task_ids",
            List.of("a", "b"),
            "failed_states",
            List.of("failed"));
    Attempts.standard(EXTERNAL, Map.copyOf(arguments)).run(api);
    assertThat(state()).isEqualTo("up_for_reschedule");
    api.answers.put(counts + "success", Json.tree(2));
    Attempts.standard(EXTERNAL, Map.copyOf(arguments)).run(api);
    assertThat(state()).isEqualTo("success");
    api.answers.put(counts + "failed", Json.tree(1));
    Attempts.standard(EXTERNAL, Map.copyOf(arguments)).run(api);
    assertThat(state()).isEqualTo("up_for_retry");
  }

  @Test
  void anExternalDagIsLookedForAtTheDeltasDate() {
    api.answers.put(
        "GET dag-runs/count?dag_id=up&logical_dates=2026-03-03T05%3A06%3A07Z&states=success",
        Json.tree(1));
    Attempts.standard(EXTERNAL, Map.of("external_dag_id", "up", "execution_delta", "1 days"))
        .run(api);
    assertThat(state()).isEqualTo("success");
  }

  @Test
  void aSensorGivesUpAfterItsTimeoutCountedFromItsFirstLook() {
    api.reschedules(3);
    var id = Attempts.bash("").message().id();
    api.answers.put(
        "GET task-reschedules/" + id + "/start_date", Json.tree("2026-01-01T00:00:00Z"));
    Attempts.standard(FILE, Map.of("filepath", "/no/such/file", "timeout", 60L)).run(api);
    assertThat(state()).isEqualTo("failed");
    Attempts.standard(FILE, Map.of("filepath", "/no/such/file", "timeout", 60L, "soft_fail", true))
        .run(api);
    assertThat(state()).isEqualTo("skipped");
  }

  @Test
  void exponentialWaitsGrowAndAreCapped() {
    api.reschedules(3);
    var id = Attempts.bash("").message().id();
    api.answers.put(
        "GET task-reschedules/" + id + "/start_date",
        Json.tree(Instant.now().minusSeconds(4000).toString()));
    Attempts.standard(
            FILE,
            Map.of("filepath", "/no/such/file", "poke_interval", 10L, "exponential_backoff", true))
        .run(api);
    assertThat(untilReschedule()).isGreaterThan(Duration.ofMinutes(10));
    Attempts.standard(
            FILE,
            Map.of(
                "filepath",
                "/no/such/file",
                "poke_interval",
                10L,
                "exponential_backoff",
                true,
                "max_wait",
                120L))
        .run(api);
    assertThat(untilReschedule()).isBetween(Duration.ofSeconds(110), Duration.ofSeconds(121));
  }

  @Test
  void aTemplateThatCannotBeRenderedNamesItsField() {
    Attempts.bash("echo {{ nothing }}").run(api);
    assertThat(state()).isEqualTo("up_for_retry");
    assertThat(api.log())
        .contains(
            "argument 'bash_command' of task 'work' cannot be rendered: 'nothing' is undefined");
  }

  @Test
  void aScriptBesideTheDagIsATemplate() throws IOException {
    Files.createDirectories(folder.resolve("team"));
    Files.writeString(folder.resolve("team/run.sh"), "echo day {{ ds }}\n");
    Attempts.bash("run.sh").dagFolder(folder).run(api);
    assertThat(api.log()).contains("day 2026-03-04");
  }
}
