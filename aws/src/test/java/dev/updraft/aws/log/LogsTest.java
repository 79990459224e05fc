package dev.updraft.aws.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.updraft.core.wire.Json;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LogsTest {
  @ParameterizedTest
  @CsvSource({
    "'', INFO",
    "trace, FINER",
    "DEBUG, FINE",
    "Info, INFO",
    "WARN, WARNING",
    "warning, WARNING",
    "' ERROR ', SEVERE"
  })
  void levelsAreSaidInTheWordsOfLambdaAndAirflow(String word, String level) {
    assertThat(Logs.level(word)).isEqualTo(Level.parse(level));
  }

  @Test
  void aLevelThatIsNoneIsSaidWithThoseThereAre() {
    assertThatThrownBy(() -> Logs.level("loud"))
        .hasMessage(
            "UPDRAFT_LOG_LEVEL has to be one of TRACE, DEBUG, INFO, WARNING, WARN, ERROR, it is 'loud'");
  }

  @ParameterizedTest
  @CsvSource({
    "ALL, TRACE",
    "FINEST, TRACE",
    "FINER, TRACE",
    "FINE, DEBUG",
    "CONFIG, DEBUG",
    "INFO, INFO",
    "WARNING, WARN",
    "SEVERE, ERROR"
  })
  void levelsAreWrittenInLambdasWords(String level, String word) {
    assertThat(Logs.word(Level.parse(level))).isEqualTo(word);
  }

  @Test
  void aRecordIsOneLineWithItsStackTraceAndItsCauses() throws IOException {
    var record = new LogRecord(Level.SEVERE, "timer {0}\ncomes again");
    record.setParameters(new Object[] {"7"});
    record.setLoggerName("dev.updraft.scheduler.TimerHandler");
    record.setThrown(new IllegalStateException("outer", new IOException("inner")));
    var line = new JsonLines().format(record);
    assertThat(line).endsWith("}\n").containsOnlyOnce("\n");
    var read = read(line);
    assertThat(read.path("message").asText()).isEqualTo("timer 7\ncomes again");
    assertThat(read.path("level").asText()).isEqualTo("ERROR");
    assertThat(read.path("logger").asText()).isEqualTo("dev.updraft.scheduler.TimerHandler");
    assertThat(read.path("errorType").asText()).isEqualTo("java.lang.IllegalStateException");
    assertThat(read.path("stackTrace").asText())
        .startsWith("java.lang.IllegalStateException: outer\n\tat ")
        .contains("Caused by: java.io.IOException: inner");
  }

  @Test
  void aRecordIsNeverLongerThanCloudWatchTakes() throws IOException {
    var record = new LogRecord(Level.INFO, "x".repeat(JsonLines.TEXT_MAX + 5));
    var message = read(new JsonLines().format(record)).path("message").asText();
    assertThat(message).endsWith("x… (5 characters more)");
  }

  private static JsonNode read(String line) throws IOException {
    return Json.MAPPER.readTree(line);
  }
}
