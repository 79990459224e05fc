package dev.updraft.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.updraft.core.id.PoolName;
import dev.updraft.core.port.Pools.PoolRow;
import dev.updraft.core.port.StoreException;
import dev.updraft.core.port.Variables.Variable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The embedded servers as a whole: what they keep, and how they start again. */
class EmbeddedAwsTest {
  @TempDir private Path folder;

  @Test
  void rowsAndBlobsSurviveARestart() {
    try (var aws = EmbeddedAws.start(folder)) {
      aws.world().variables().put(new Variable("country", "DE", null));
      aws.world().blobs().put("dags/orders.yaml", bytes("orders"));
    }
    try (var aws = EmbeddedAws.start(folder)) {
      assertThat(aws.world().variables().get("country"))
          .isEqualTo(new Variable("country", "DE", null));
      assertThat(aws.world().blobs().get("dags/orders.yaml")).isEqualTo(bytes("orders"));
    }
  }

  @Test
  @Timeout(60)
  void rowsAndBlobsSurviveAKilledProcess() throws Exception {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                DyingWriter.class.getName(),
                folder.toString())
            .inheritIO()
            .start();
    try {
      assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).isEqualTo(DyingWriter.KILLED);
    try (var aws = EmbeddedAws.start(folder)) {
      for (var i = 0; i < DyingWriter.WRITES; i++) {
        assertThat(aws.world().pools().get(new PoolName("p" + i)))
            .isEqualTo(new PoolRow(new PoolName("p" + i), i, null, false));
      }
      assertThat(aws.world().blobs().get("logs/1")).isEqualTo(bytes("log"));
    }
  }

  @Test
  void aStrangerWithoutTheSecretReadsNothing() throws IOException, InterruptedException {
    try (var aws = EmbeddedAws.startInMemory();
        var http = HttpClient.newHttpClient()) {
      aws.world().blobs().put("dags/orders.yaml", bytes("orders"));
      var object = URI.create(aws.s3Endpoint() + "/updraft-data/dags/orders.yaml");
      var answer =
          http.send(HttpRequest.newBuilder(object).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(403);
    }
  }

  @Test
  void aFolderServesOneProcessAtATime() {
    try (var first = EmbeddedAws.start(folder)) {
      first.world().variables().put(new Variable("country", "DE", null));
      assertThatThrownBy(() -> EmbeddedAws.start(folder))
          .isInstanceOf(FolderInUseException.class)
          .hasMessageContaining("is used by another process");
    }
  }

  @Test
  void aPortThatIsTakenIsAnError() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var defaults = EmbeddedAws.Options.DEFAULT;
      var options =
          new EmbeddedAws.Options(
              null,
              0,
              taken.getLocalPort(),
              defaults.names(),
              defaults.taskQueues(),
              defaults.retention());
      assertThatThrownBy(() -> EmbeddedAws.start(options))
          .isInstanceOf(StoreException.class)
          .hasStackTraceContaining("in use");
    }
  }

  @Test
  void aQueueThatIsNotThereIsNamed() {
    try (var aws = EmbeddedAws.startInMemory()) {
      var queues = aws.world().queues();
      assertThatThrownBy(() -> queues.url("updraft-tasks-nowhere"))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("updraft-tasks-nowhere");
      assertThat(List.of(aws.world().names().inboxQueue())).allSatisfy(queues::url);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
