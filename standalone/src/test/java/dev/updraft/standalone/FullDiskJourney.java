package dev.updraft.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.updraft.core.wire.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A task whose result cannot be stored for longer than Airflow's worker would wait, as while the
 * disk is full: its one try is not lost. The store's refusal is planted, since not every machine
 * lets a test fill a disk.
 */
class FullDiskJourney {
  /** Airflow's worker gives up at the fifth. */
  private static final int REFUSALS = 6;

  private static final Duration END_MAX = Duration.ofMinutes(3);
  private static final String RUN = "/api/v2/dags/full/dagRuns";

  private final Map<String, AtomicInteger> refused = new ConcurrentHashMap<>();
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  @Timeout(300)
  void aResultThatCannotBeStoredForAWhileIsNotLost(@TempDir Path folder) throws Exception {
    var dags = Files.createDirectories(folder.resolve("dags"));
    Files.writeString(
        dags.resolve("full.yml"),
        """
        full:
          schedule: null
          tasks:
            a:
              operator: airflow.providers.standard.operators.bash.BashOperator
              bash_command: echo done
        """);
    var options = new Host.Options(dags, folder.resolve("data"), 0, folder.resolve("ui"), 2);
    try (var host =
        Host.start(options, new Gauges(UnaryOperator.identity(), this::refusing)).withDags()) {
      send("POST", host.url() + RUN, "{\"logical_date\": null, \"dag_run_id\": \"r\"}");

      assertThat(end(host.url() + RUN + "/r")).isEqualTo("success");
      assertThat(refused).isNotEmpty();
      assertThat(refused.values())
          .allSatisfy(times -> assertThat(times.get()).isGreaterThan(REFUSALS));
    }
  }

  private RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> refusing(
      RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> api) {
    return (event, context) -> {
      var path = event.getRawPath();
      if (path.startsWith("/execution/xcoms/")
          && refused.computeIfAbsent(path, _ -> new AtomicInteger()).incrementAndGet()
              <= REFUSALS) {
        return APIGatewayV2HTTPResponse.builder().withStatusCode(500).withBody("{}").build();
      }
      return api.handleRequest(event, context);
    };
  }

  private String end(String run) throws Exception {
    long deadline = System.nanoTime() + END_MAX.toNanos();
    var state = "";
    while (System.nanoTime() < deadline) {
      state = Json.MAPPER.readTree(send("GET", run, "")).path("state").asText();
      if (state.equals("success") || state.equals("failed")) {
        return state;
      }
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
    return "still " + state;
  }

  private String send(String method, String url, String body) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.ofString()).body();
  }
}
