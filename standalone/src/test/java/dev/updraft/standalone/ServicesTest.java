package dev.updraft.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.updraft.aws.AwsProblem;
import dev.updraft.core.port.contract.Samples;
import dev.updraft.core.run.DagRunState;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServicesTest {
  private static final String URL = "http://127.0.0.1:4566";

  @Test
  void servicesAreInThisProcessUnlessVariablesNameOthers() {
    assertThat(Services.areElsewhere(Map.of("AWS_REGION", "us-east-1"))).isFalse();
    assertThat(Services.areElsewhere(Map.of("AWS_ENDPOINT_URL", URL))).isTrue();
    assertThat(
            Services.areElsewhere(
                Map.of(
                    "AWS_ENDPOINT_URL_DYNAMODB", URL,
                    "AWS_ENDPOINT_URL_SQS", URL,
                    "AWS_ENDPOINT_URL_S3", URL)))
        .isTrue();
  }

  @Test
  void aVariableForOneServiceAloneIsRefusedByName() {
    assertThatThrownBy(() -> Services.areElsewhere(Map.of("AWS_ENDPOINT_URL_S3", URL)))
        .hasMessageContaining("AWS_ENDPOINT_URL_S3 is set: set all of")
        .hasMessageContaining("AWS_ENDPOINT_URL_DYNAMODB");
  }

  @Test
  void historyIsKeptForAsLongAsTheEnvironmentSaysWithGaugesOrWithout(@TempDir Path folder) {
    try (var services = Services.of(folder, Map.of("UPDRAFT_RETENTION_DAYS", "7"))) {
      var now = Instant.now();
      var runs = services.world(Gauges.NONE).runs();
      var run = Samples.runRow("orders", "r1", now);
      runs.create(run);
      runs.record(run.key(), DagRunState.SUCCESS, now, null);
      var items =
          services
              .clients()
              .dynamo()
              .scan(request -> request.tableName(services.names().runsTable()))
              .items();
      assertThat(items).hasSize(1);
      var expiry = Long.parseLong(Objects.requireNonNull(items.getFirst().get("x")).n());
      assertThat(Instant.ofEpochSecond(expiry))
          .isCloseTo(now.plus(Duration.ofDays(7)), within(5, ChronoUnit.MINUTES));
    }
  }

  @Test
  void aServerThatIsNotThereIsSaidInOneLine(@TempDir Path folder) throws IOException {
    int port;
    try (var socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    var environment = Map.of("AWS_ENDPOINT_URL", "http://127.0.0.1:" + port);
    assertThatThrownBy(() -> Services.of(folder, environment))
        .isInstanceOf(AwsProblem.class)
        .hasMessageNotContaining("\n");
    assertThatThrownBy(() -> Services.of(folder, Map.of("AWS_ENDPOINT_URL", "localhost:4566")))
        .isInstanceOf(AwsProblem.class)
        .hasMessageContaining("AWS_ENDPOINT_URL is 'localhost:4566'; expected a URL");
  }
}
