package dev.updraft.runner.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.updraft.core.call.Backoff;
import dev.updraft.core.call.RetryAfter;
import dev.updraft.core.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Calls with a token that the server renews, tried again when they may succeed. */
final class Transport {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** Of a pull of many XComs, which is the largest. */
  private static final int ANSWER_BYTES_MAX = 64 * 1024 * 1024;

  private static final int TOO_LARGE = 413;

  private final HttpClient http;
  private final String base;
  private volatile String token;

  Transport(HttpClient http, URI base, String ticket) {
    this.http = http;
    // A function URL ends in a slash.
    this.base = base.toString().replaceFirst("/+$", "") + "/execution/";
    this.token = ticket;
  }

  /**
   * An answer.
   *
   * @param status HTTP's
   * @param body a missing node if there is none
   * @param retryAfter how long the server asks to wait, null if it does not
   */
  record Answer(int status, JsonNode body, @Nullable Duration retryAfter) {
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
   * Sends a call, again and again while it may yet succeed.
   *
   * @param body null for none; text is sent as it is, all else as JSON
   * @return the last answer, be it a server error
   * @throws ApiException if there is none
   */
  Answer send(String method, String path, @Nullable Object body, Backoff backoff) {
    long began = System.nanoTime();
    for (int failed = 1; ; failed++) {
      @Nullable Answer answer = null;
      @Nullable IOException silence = null;
      try {
        answer = once(method, path, body);
      } catch (IOException e) {
        silence = e;
      }
      if (answer != null && !Backoff.mayPass(answer.status)) {
        return answer;
      }
      var elapsed = Duration.ofNanos(System.nanoTime() - began);
      var asked = answer == null ? null : answer.retryAfter;
      var random = ThreadLocalRandom.current().nextDouble();
      switch (backoff.after(failed, elapsed, asked, random)) {
        case Backoff.Next.Wait(var time) -> pause(time);
        case Backoff.Next.GiveUp() -> {
          if (answer != null) {
            return answer;
          }
          throw new ApiException(
              "no answer to %s %s: %s".formatted(method, path, silence),
              Objects.requireNonNull(silence));
        }
      }
    }
  }

  /**
   * Sends a call that must be accepted.
   *
   * @throws ApiException if it is refused
   */
  JsonNode demand(String method, String path, @Nullable Object body, Backoff backoff) {
    var answer = send(method, path, body, backoff);
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
      var response = http.send(request, BodyHandlers.ofInputStream());
      response.headers().firstValue("Refreshed-API-Token").ifPresent(fresh -> token = fresh);
      var retryAfter = response.headers().firstValue("Retry-After").orElse(null);
      return new Answer(
          response.statusCode(),
          json(text(response, method + " " + path)),
          RetryAfter.of(retryAfter, Instant.now()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ApiException("interrupted in %s %s".formatted(method, path), e);
    }
  }

  private static String text(HttpResponse<InputStream> response, String call) throws IOException {
    try (var in = response.body()) {
      var bytes = in.readNBytes(ANSWER_BYTES_MAX + 1);
      if (bytes.length > ANSWER_BYTES_MAX) {
        throw new ApiException(
            TOO_LARGE,
            "the answer to %s has more than %d bytes, which is the most that is read"
                .formatted(call, ANSWER_BYTES_MAX));
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private static JsonNode json(String text) {
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
