package dev.updraft.standalone.journey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.updraft.core.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Airflow's REST API over HTTP. */
final class Api {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(30);

  private final HttpClient client = HttpClient.newHttpClient();
  private final String root;

  /** Of the process at this port of the loopback address. */
  Api(int port) {
    this.root = "http://127.0.0.1:" + port + "/api/v2/";
  }

  /** A GET of a path below {@code /api/v2/}. */
  Answer get(String path) {
    return send(HttpRequest.newBuilder().GET(), path);
  }

  /** A POST of a text to a path below {@code /api/v2/}. */
  Answer post(String path, String body) {
    var request = HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString(body));
    return send(request.header("Content-Type", "application/json"), path);
  }

  /** Text as it stands in a path. */
  static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Text that stood in a path. */
  static String unescaped(String path) {
    return URLDecoder.decode(path, StandardCharsets.UTF_8);
  }

  private Answer send(HttpRequest.Builder request, String path) {
    try {
      var asked = request.uri(URI.create(root + path)).timeout(ANSWER_MAX).build();
      var answer = client.send(asked, BodyHandlers.ofString());
      var json =
          answer.body().isBlank() ? MissingNode.getInstance() : Json.MAPPER.readTree(answer.body());
      return new Answer(answer.statusCode(), json);
    } catch (IOException e) {
      throw new UncheckedIOException(path + " was not answered", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking for " + path, e);
    }
  }

  /**
   * What came back.
   *
   * @param status the HTTP status
   * @param json the body; missing if there is none
   */
  record Answer(int status, JsonNode json) {}
}
