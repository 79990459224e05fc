package dev.updraft.sync.status;

import com.fasterxml.jackson.databind.JsonNode;
import dev.updraft.core.wire.Json;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Asks the API how its components are: Airflow's {@code /api/v2/monitor/health}. */
final class HealthCheck {
  private static final String PATH = "api/v2/monitor/health";
  private static final Duration WAIT_MAX = Duration.ofSeconds(15);

  private HealthCheck() {}

  /**
   * The word for each component, such as {@code healthy}.
   *
   * @throws IOException if the API does not answer, or not as it should; the message says so
   */
  static Map<String, String> ask(String apiUrl) throws IOException {
    var url = apiUrl.endsWith("/") ? apiUrl + PATH : apiUrl + "/" + PATH;
    try (var http = HttpClient.newBuilder().connectTimeout(WAIT_MAX).build()) {
      var request = HttpRequest.newBuilder(URI.create(url)).timeout(WAIT_MAX).build();
      var answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException("%s answered %d".formatted(url, answer.statusCode()));
      }
      return components(url, answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for " + url);
    } catch (IllegalArgumentException e) {
      throw new IOException("'" + apiUrl + "' is no URL", e);
    }
  }

  private static Map<String, String> components(String url, String body) throws IOException {
    JsonNode tree;
    try {
      tree = Json.MAPPER.readTree(body);
    } catch (IOException e) {
      throw new IOException(url + " did not answer with JSON", e);
    }
    var health = new TreeMap<String, String>();
    tree.properties()
        .forEach(one -> {
          var status = one.getValue().path("status").asText("");
          if (!status.isEmpty() && !status.equals("null")) {
            health.put(one.getKey(), status);
          }
        });
    return health;
  }
}
