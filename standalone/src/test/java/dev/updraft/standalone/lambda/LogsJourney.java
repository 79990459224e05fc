package dev.updraft.standalone.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.updraft.core.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What functions and workers write to their logs, run from the very jars that are uploaded. */
final class LogsJourney {
  private static final Duration LINE_MAX = Duration.ofSeconds(30);
  private static final String TIMERS = "dev.updraft.scheduler.entry.Timers";
  private static final String WORKER = "dev.updraft.executor.entry.Worker";
  private static final String BAD_MESSAGE =
      Json.write(Map.of("Records", List.of(Map.of("messageId", "m-1", "body", "{"))));

  @TempDir private Path folder;

  @Test
  void whatGoesWrongInAFunctionIsOneLineOfJson() throws Exception {
    try (var cloud = new LocalCloud();
        var timers = started(TIMERS, cloud.environment())) {
      assertThat(timers.invoke(BAD_MESSAGE)).contains("m-1");
      var line = awaited(timers::log, "TimerHandler");
      assertThat(line.path("level").asText()).isEqualTo("ERROR");
      assertThat(line.path("message").asText()).isEqualTo("timer m-1 comes again");
      assertThat(line.path("stackTrace").asText()).contains("TimersBody");
      assertThat(timers.log()).doesNotContain("SLF4J", "AWS_SECRET_ACCESS_KEY");
    }
  }

  @Test
  void aLevelThatIsNoneIsSaidAtTheStart() throws Exception {
    try (var cloud = new LocalCloud()) {
      var environment = cloud.environment();
      environment.put("UPDRAFT_LOG_LEVEL", "loud");
      try (var timers = started(TIMERS, environment)) {
        assertThatThrownBy(timers::coldStart)
            .hasMessageContaining("UPDRAFT_LOG_LEVEL has to be one of TRACE, DEBUG, INFO");
      }
    }
  }

  @Test
  void aWorkerSaysWhatItDoes() throws Exception {
    try (var cloud = new LocalCloud()) {
      var environment = cloud.environment();
      environment.put("UPDRAFT_API_URL", "http://127.0.0.1:9");
      environment.put("UPDRAFT_QUEUES", "lambda");
      assertThat(worker(environment, "info").path("message").asText())
          .isEqualTo("works off [lambda], 4 attempts at once");
      assertThat(Files.readString(folder.resolve("info.log"))).doesNotContain("SLF4J");
    }
  }

  private LocalFunction started(String handler, Map<String, String> environment) {
    return LocalFunction.start(folder, jar("scheduler-lambda"), handler, environment);
  }

  /** The first line of a worker that is stopped then. */
  private JsonNode worker(Map<String, String> environment, String level) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var builder = new ProcessBuilder(java, "-cp", jar("executor-lambda").toString(), WORKER);
    builder.environment().putAll(environment);
    builder.environment().put("UPDRAFT_LOG_LEVEL", level);
    var log = folder.resolve(level + ".log");
    var process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      return awaited(() -> Files.readString(log), WORKER);
    } finally {
      process.destroyForcibly();
    }
  }

  private static JsonNode awaited(Log log, String logger) throws IOException {
    var deadline = Instant.now().plus(LINE_MAX);
    while (true) {
      var found = line(log.text(), logger);
      if (found.isPresent()) {
        return found.get();
      }
      assertThat(Instant.now()).as(log.text()).isBefore(deadline);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  private static Optional<JsonNode> line(String log, String logger) throws IOException {
    var texts = Stream.of(log.split("\n")).filter(text -> text.startsWith("{")).toList();
    for (var text : texts) {
      var line = Json.MAPPER.readTree(text);
      if (line.path("logger").asText().endsWith(logger)) {
        return Optional.of(line);
      }
    }
    return Optional.empty();
  }

  private static Path jar(String module) {
    var jar = Path.of("..", module, "target", module + ".jar").toAbsolutePath().normalize();
    assertThat(jar).as("what `mvn package` makes of " + module).isRegularFile();
    return jar;
  }

  @FunctionalInterface
  private interface Log {
    String text() throws IOException;
  }
}
