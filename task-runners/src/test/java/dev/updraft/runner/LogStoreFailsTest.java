package dev.updraft.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attempts go on to their end, whatever becomes of their logs. */
class LogStoreFailsTest {
  /** More than a pipe and what is kept of a log hold together: 9 MB. */
  private static final String MUCH =
      "for i in {1..90000}; do echo \"$i 789 123456789 123456789 123456789 123456789 123456789 123456789 123456789 12345\"; done";

  @TempDir Path folder;
  private final FakeExecutionApi api = new FakeExecutionApi();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void aTaskWhoseLogIsNeverStoredEndsAndSaysSo() {
    api.refuseLogs(true);
    Attempts.bash(MUCH + "; echo last; exit 3").logPatience(Duration.ofMillis(200)).run(api);
    assertThat(api.report().path("state").asText()).isEqualTo("up_for_retry");
    assertThat(api.report().path("updraft_log_tail").asText().length()).isLessThan(2048);
    assertThat(api.log())
        .anyMatch(line -> line.startsWith("The log could not be stored to its end; "))
        .anyMatch(line -> line.contains("exit code 3"));
  }

  @Test
  void whatIsStoredAgainIsWholeIfItWasNotTooMuch() throws Exception {
    api.refuseLogs(true);
    var go = folder.resolve("go");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var ending =
          threads.submit(() ->
              Attempts.bash(
                      "for i in {1..5000}; do echo \"line $i\"; done; while [ ! -e %s ]; do sleep 0.05; done"
                          .formatted(go))
                  .logEvery(Duration.ofMillis(20))
                  .run(api));
      Await.until(() -> api.refusedLogs.get() > 150);
      api.refuseLogs(false);
      Await.until(() -> api.log().contains("line 5000"));
      Files.createFile(go);
      assertThat(ending.get(30, TimeUnit.SECONDS)).isInstanceOf(Ending.Reported.class);
    }
    assertThat(api.log().stream().filter(line -> line.startsWith("line "))).hasSize(5000);
    assertThat(api.log())
        .contains("The log could not be stored for a while; nothing of it is lost")
        .contains("Command exited with return code 0");
  }

  @Test
  void whatIsTooMuchToKeepIsCounted() throws Exception {
    api.refuseLogs(true);
    var all = folder.resolve("all");
    var go = folder.resolve("go");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var ending =
          threads.submit(() ->
              Attempts.bash(
                      MUCH
                          + "; touch %s; while [ ! -e %s ]; do sleep 0.05; done".formatted(all, go))
                  .run(api));
      Await.until(() -> Files.exists(all));
      api.refuseLogs(false);
      Await.until(() -> api.log().stream().anyMatch(line -> line.endsWith(" lines are lost")));
      Files.createFile(go);
      assertThat(ending.get(30, TimeUnit.SECONDS)).isInstanceOf(Ending.Reported.class);
    }
    var log = api.log();
    long lost =
        log.stream()
            .filter(line -> line.endsWith(" lines are lost"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .sum();
    long kept = log.stream().filter(line -> line.endsWith(" 12345")).count();
    assertThat(kept).isPositive();
    assertThat(lost).isPositive();
    assertThat(kept + lost).isEqualTo(90_000);
    assertThat(log).contains("Command exited with return code 0");
  }

  @Test
  void heartbeatsAndTimeoutsGoOnMeanwhile() {
    api.refuseLogs(true);
    Attempts.bash("while true; do echo \"a line of a log that nobody can store\"; done")
        .heartbeatEvery(Duration.ofMillis(50))
        .timeout(Duration.ofSeconds(2))
        .killGrace(Duration.ofMillis(200))
        .logPatience(Duration.ofMillis(200))
        .run(api);
    assertThat(api.callsTo("/heartbeat")).hasSizeGreaterThan(5);
    assertThat(api.report().path("state").asText()).isEqualTo("up_for_retry");
    assertThat(api.log()).anyMatch(line -> line.contains("execution_timeout"));
  }

  @Test
  void aPythonTaskEndsAlike() throws IOException {
    Files.writeString(
        folder.resolve("chatty.py"),
        """
        import sys
        def talk():
            for i in range(60000):
                print("123456789 " * 10)
            sys.stderr.write("done")
            return 7
        """);
    api.refuseLogs(true);
    Attempts.standard("operators.python.PythonOperator", Map.of("python_callable", "chatty.talk"))
        .dagFolder(folder)
        .logPatience(Duration.ofMillis(200))
        .run(api);
    assertThat(api.report().path("state").asText()).isEqualTo("success");
    assertThat(api.xcom("work return_value -1").asInt()).isEqualTo(7);
  }
}
