package dev.updraft.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.updraft.core.flow.Outcome;
import dev.updraft.core.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttemptTest {
  private final FakeExecutionApi api = new FakeExecutionApi();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void aRefusedClaimRunsNothing() {
    var attempt = Attempts.bash("echo ran");
    try (var runner = new AttemptRunner(attempt.settings(api.uri()))) {
      assertThat(runner.run(attempt.message())).isEqualTo(new Ending.NotClaimed("not queued"));
    }
    assertThat(api.calls).hasSize(1);
  }

  @Test
  void theTicketClaimsAndEveryNewTokenIsUsedFromThenOn() {
    Attempts.bash("true").run(api);
    assertThat(api.calls.getFirst().bearer()).isEqualTo("Bearer ticket");
    for (int i = 1; i < api.calls.size(); i++) {
      assertThat(api.calls.get(i).bearer()).isEqualTo("Bearer token-" + i);
    }
  }

  @Test
  void twoCopiesOfAMessageClaimUnderTwoNamesAndOneIsRefused() {
    var attempt = Attempts.bash("true");
    api.offer(attempt.message().id().toString(), attempt.brief());
    try (var runner = new AttemptRunner(attempt.settings(api.uri()))) {
      assertThat(runner.run(attempt.message())).isInstanceOf(Ending.Reported.class);
      assertThat(runner.run(attempt.message())).isInstanceOf(Ending.NotClaimed.class);
    }
    assertThat(api.callsTo("/run"))
        .extracting(call -> Json.read(call.body(), JsonNode.class).path("hostname").asText())
        .doesNotHaveDuplicates()
        .hasSize(2);
  }

  @Test
  void serverErrorsAreTriedAgain() {
    api.failNext(3);
    Attempts.bash("true").run(api);
    assertThat(api.report().path("state").asText()).isEqualTo("success");
  }

  @Test
  void aServerThatNeverAnswersLeavesTheMessageForLater() {
    api.failNext(100);
    assertThat(Attempts.bash("true").run(api)).isInstanceOf(Ending.Unreported.class);
  }

  @Test
  void anEmptyTaskMakesTwoCalls() {
    Attempts.standard("operators.empty.EmptyOperator", java.util.Map.of()).run(api);
    assertThat(api.calls).hasSize(2);
    assertThat(api.report().has("updraft_log_tail")).isFalse();
  }

  @Test
  void aShortLogTravelsWithTheReportAndALongOneInChunks() {
    Attempts.bash("echo short").run(api);
    assertThat(api.calls).noneMatch(call -> call.path().contains("/updraft/log/"));
    Attempts.bash("for i in $(seq 4000); do echo \"line $i of a log that is long enough\"; done")
        .run(api);
    assertThat(api.callsTo("/updraft/log/0")).hasSize(1);
    assertThat(api.callsTo("/updraft/log/1")).hasSize(1);
    assertThat(api.calls).allMatch(call -> call.body().length() <= 256 * 1024);
    assertThat(api.log())
        .contains("line 1 of a log that is long enough", "line 4000 of a log that is long enough");
  }

  @Test
  void aHandedBackAttemptSendsItsLogAndTheNextRunnerGoesOnAfterIt(@TempDir Path directory)
      throws Exception {
    var began = directory.resolve("began");
    var attempt = Attempts.bash("echo half; echo $$ > %s; sleep 300".formatted(began));
    api.offer(attempt.message().id().toString(), attempt.brief());
    api.logNext(3);
    try (var runner = new AttemptRunner(attempt.settings(api.uri()));
        var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      var ending = pool.submit(() -> runner.run(attempt.message()));
      Await.until(() -> Files.exists(began) && Files.size(began) > 0);
      runner.handBack();
      assertThat(ending.get(30, TimeUnit.SECONDS)).isInstanceOf(Ending.Reported.class);
      assertThat(Await.alive(Files.readString(began))).isFalse();
    }
    assertThat(api.report().path("state").asText()).isEqualTo("up_for_reschedule");
    assertThat(api.report().has("updraft_log_tail")).isFalse();
    assertThat(api.callsTo("/updraft/log/3")).hasSize(1);
    assertThat(api.log()).contains("half").anyMatch(line -> line.contains("run again elsewhere"));
  }

  @Test
  void anAttemptThatIsOutOfTimeFailsWithWhatAllowsMore(@TempDir Path directory) throws Exception {
    var began = directory.resolve("began");
    var attempt = Attempts.bash("echo $$ > %s; sleep 300".formatted(began));
    api.offer(attempt.message().id().toString(), attempt.brief());
    try (var runner = new AttemptRunner(attempt.settings(api.uri()))) {
      assertThat(runner.run(attempt.message(), Duration.ofMillis(1500)))
          .isEqualTo(new Ending.Reported(new Outcome.Failed(true)));
    }
    assertThat(api.report().path("state").asText()).isEqualTo("up_for_retry");
    assertThat(api.log()).anyMatch(line -> line.contains("the executor 'worker' or 'ecs'"));
    assertThat(Await.alive(Files.readString(began))).isFalse();
  }

  @Test
  void aLogIsReadableWhileTheTaskRuns(@TempDir Path directory) throws Exception {
    var go = directory.resolve("go");
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Ending> ending =
          pool.submit(() ->
              Attempts.bash("echo early; while [ ! -e %s ]; do sleep 0.05; done".formatted(go))
                  .logEvery(Duration.ofMillis(50))
                  .run(api));
      Await.until(() -> api.log().contains("early"));
      Files.createFile(go);
      assertThat(ending.get()).isEqualTo(new Ending.Reported(new Outcome.Succeeded()));
    }
  }

  @Test
  void aLogBeyondItsLimitSaysSo() {
    Attempts.bash("for i in $(seq 2000); do echo \"line $i\"; done").logBytesMax(20_000).run(api);
    assertThat(api.log()).last().asString().contains("20000 bytes, the rest is not kept");
  }

  @Test
  void aTaskThatRunsTooLongIsKilledAndMayBeRetried(@TempDir Path directory) throws IOException {
    var pids = directory.resolve("pids");
    Attempts.bash("sleep 300 & echo $! > %s; sleep 301".formatted(pids))
        .timeout(Duration.ofMillis(700))
        .run(api);
    assertThat(api.report().path("state").asText()).isEqualTo("up_for_retry");
    assertThat(api.log()).anyMatch(line -> line.contains("execution_timeout"));
    Await.until(() -> !Await.alive(Files.readString(pids)));
  }

  @Test
  void aTemplateThatHasNoEndIsEndedByTheTasksTimeout() {
    Attempts.bash(
            "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}echo ran")
        .timeout(Duration.ofMillis(700))
        .run(api);
    assertThat(api.report().path("state").asText()).isEqualTo("up_for_retry");
    assertThat(api.log()).anyMatch(line -> line.contains("execution_timeout"));
  }

  @Test
  void aTaskThatDoesNotHearItsTimeoutIsLeftBehind(@TempDir Path directory) throws IOException {
    var glob = directory.resolve("*a".repeat(20) + "*b").toString();
    Files.createFile(directory.resolve("a".repeat(200)));
    Attempts.standard("sensors.filesystem.FileSensor", java.util.Map.of("filepath", glob))
        .timeout(Duration.ofMillis(500))
        .killGrace(Duration.ofMillis(200))
        .run(api);
    assertThat(api.report().path("state").asText()).isEqualTo("up_for_retry");
    assertThat(api.log())
        .anyMatch(line -> line.contains("does not stop"))
        .anyMatch(line -> line.contains("execution_timeout"));
  }

  @Test
  void aPatternThatMatchesForEverIsEndedByTheTasksTimeout() {
    Attempts.of(
            "airflow.providers.amazon.aws.sensors.s3.S3KeySensor",
            java.util.Map.of(
                "bucket_name",
                "b",
                "bucket_key",
                "(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)\\1$",
                "use_regex",
                true))
        .objects(new OneObject("a".repeat(60) + "!"))
        .timeout(Duration.ofMillis(500))
        .run(api);
    assertThat(api.report().path("state").asText()).isEqualTo("up_for_retry");
    assertThat(api.log())
        .noneMatch(line -> line.contains("does not stop"))
        .anyMatch(line -> line.contains("execution_timeout"));
  }

  private record OneObject(String key) implements ObjectStore {
    @Override
    public boolean exists(String bucket, String asked) {
      return asked.equals(key);
    }

    @Override
    public boolean anyMatch(
        String bucket, String prefix, java.util.function.Predicate<String> matches) {
      return matches.test(key);
    }
  }

  @Test
  void aTaskThatIsNoLongerWantedIsKilledWithAllItStartedAndReportsNothing(@TempDir Path directory)
      throws IOException {
    var pids = directory.resolve("pids");
    api.answerHeartbeats(409);
    var ending =
        Attempts.bash(
                "(setsid sleep 300 & echo $! >> %1$s; sleep 301 & echo $! >> %1$s); trap '' TERM; sleep 302"
                    .formatted(pids))
            .environment(Attempts.fullEnvironment())
            .heartbeatEvery(Duration.ofMillis(500))
            .killGrace(Duration.ofMillis(300))
            .run(api);
    assertThat(ending).isEqualTo(new Ending.Stopped());
    assertThat(api.calls).noneMatch(call -> call.path().endsWith("/state"));
    for (var pid : Files.readAllLines(pids)) {
      Await.until(() -> !Await.alive(pid));
    }
  }

  @Test
  void neitherANewSessionNorAnEmptyEnvironmentHidesAProcess(@TempDir Path directory)
      throws IOException {
    var pids = directory.resolve("pids");
    Attempts.bash(
            "env -i setsid sh -c 'trap \"\" TERM; echo $$ >> %1$s; sleep 303; sleep 304' & sleep 305"
                .formatted(pids))
        .environment(Attempts.fullEnvironment())
        .timeout(Duration.ofSeconds(2))
        .killGrace(Duration.ofMillis(300))
        .run(api);
    for (var pid : Files.readAllLines(pids)) {
      Await.until(() -> !Await.alive(pid));
    }
  }

  @Test
  void aKilledTaskMayCleanUpBeforeItsGraceIsOver(@TempDir Path directory) throws IOException {
    var cleaned = directory.resolve("cleaned");
    Attempts.bash("trap 'echo yes > %s; exit 1' TERM; sleep 306 & wait".formatted(cleaned))
        .timeout(Duration.ofSeconds(2))
        .killGrace(Duration.ofSeconds(60))
        .run(api);
    assertThat(cleaned).hasContent("yes");
  }

  @Test
  void manyAttemptsRunInOneProcess() throws Exception {
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      var endings =
          IntStream.range(0, 20)
              .mapToObj(i ->
                  pool.submit(() -> {
                    try (var own = new FakeExecutionApi()) {
                      Attempts.bash("cd /; echo task " + i).run(own);
                      return own.log();
                    }
                  }))
              .toList();
      for (int i = 0; i < 20; i++) {
        assertThat(endings.get(i).get()).contains("task " + i);
      }
    }
  }
}
