package dev.updraft.runner.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.updraft.core.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Calls with a token that the server renews, tried again when they may succeed. */
final class Transport {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int SERVER_ERROR = 500;

  private final HttpClient http;
  private final String base;
  private final Retry retry;
  private volatile String token;

  Transport(HttpClient http, URI base, Retry retry, String ticket) {
    this.http = http;
    // A function URL ends in a slash.
    this.base = base.toString().replaceFirst("/+$", "") + "/execution/";
    this.retry = retry;
    this.token = ticket;
  }

  /** A status with its body; what is no JSON is a missing node. */
  record Answer(int status, JsonNode body) {
    boolean ok() {
      return status >= 200 && status < 300;
    }

    /** What the server says of a refusal. */
    String detail() {
      var detail = body.path("detail");
      return detail.isObject() && detail.has("message")
          ? detail.path("message").asText()
          : detail.isMissingNode()
              ? "status " + status
              : detail.isTextual() ? detail.asText() : detail.toString();
    }
  }

  /**
   * Sends a call.
   *
   * @param body null for none; text is sent as it is, all else as JSON
   * @throws ApiException if there is no answer but server errors
   */
  Answer send(String method, String path, @Nullable Object body) {
    for (int failed = 1; ; failed++) {
      try {
        var answer = once(method, path, body);
        if (answer.status < SERVER_ERROR || failed >= retry.attempts()) {
          return answer;
        }
      } catch (IOException e) {
        if (failed >= retry.attempts()) {
          throw new ApiException("no answer to %s %s: %s".formatted(method, path, e), e);
        }
      }
      pause(retry.waitAfter(failed, ThreadLocalRandom.current().nextDouble()));
    }
  }

  /**
   * Sends a call that must be accepted.
   *
   * @throws ApiException if it is refused
   */
  JsonNode demand(String method, String path, @Nullable Object body) {
    var answer = send(method, path, body);
    if (!answer.ok()) {
      throw refused(method, path, answer);
    }
    return answer.body;
  }

  static ApiException refused(String method, String path, Answer answer) {
    return new ApiException(
        answer.status,
        "%s %s was answered %d: %s".formatted(method, path, answer.status, answer.detail()));
  }

  private Answer once(String method, String path, @Nullable Object body) throws IOException {
    var request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + token)
            .header("Updraft-Runner", "native")
            .header(
                "Content-Type",
                body instanceof String ? "application/x-ndjson" : "application/json")
            .method(
                method,
                body == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(
                        body instanceof String text ? text : Json.write(body)))
            .build();
    try {
      var response = http.send(request, BodyHandlers.ofString());
      response.headers().firstValue("Refreshed-API-Token").ifPresent(fresh -> token = fresh);
      return new Answer(response.statusCode(), json(response));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ApiException("interrupted in %s %s".formatted(method, path), e);
    }
  }

  private static JsonNode json(HttpResponse<String> response) {
    var text = response.body();
    if (text.isBlank()) {
      return MissingNode.getInstance();
    }
    try {
      return Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      return Json.MAPPER.createObjectNode().put("detail", text);
    }
  }

  private static void pause(Duration wait) {
    try {
      Thread.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ApiException("interrupted between calls", e);
    }
  }
}
