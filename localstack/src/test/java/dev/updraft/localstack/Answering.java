package dev.updraft.localstack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Endpoints that answer. */
final class Answering {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(20);

  private Answering() {}

  /**
   * The endpoint that a variable names, which answers something.
   *
   * @throws UnusableException if nothing answers there
   */
  static URI at(String variable, String value) {
    try (var client = HttpClient.newHttpClient()) {
      var endpoint = URI.create(value);
      var request = HttpRequest.newBuilder(endpoint).timeout(ANSWER_MAX).build();
      var _ = client.send(request, BodyHandlers.discarding());
      return endpoint;
    } catch (IOException | IllegalArgumentException e) {
      throw new UnusableException(
          "%s is %s, and no server answers there (%s)".formatted(variable, value, e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnusableException("interrupted while waiting for " + value, e);
    }
  }
}
