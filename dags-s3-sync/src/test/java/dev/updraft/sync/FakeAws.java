package dev.updraft.sync;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A server that answers as AWS does on the wire, with what a test tells it to. */
public final class FakeAws implements AutoCloseable {
  private final HttpServer server;
  private final AtomicInteger requests = new AtomicInteger();

  /**
   * An answer.
   *
   * @param status the HTTP status
   * @param headers its headers
   * @param body its body
   */
  public record Answer(int status, Map<String, String> headers, String body) {
    /** Without special headers. */
    public static Answer of(int status, String body) {
      return new Answer(status, Map.of(), body);
    }

    /** An error of S3. */
    public static Answer s3Error(int status, String code) {
      return of(
          status,
          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>%s</Code><Message>Said of %s</Message><RequestId>R</RequestId></Error>"
              .formatted(code, code));
    }
  }

  /**
   * A request.
   *
   * @param method such as {@code PUT}
   * @param path with its query
   * @param target the operation of JSON protocols, else empty
   * @param body its body
   */
  public record Request(String method, String path, String target, String body) {}

  /** One that answers so. */
  public FakeAws(Function<Request, Answer> answers) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", exchange -> answer(exchange, answers));
    server.start();
  }

  private void answer(HttpExchange exchange, Function<Request, Answer> answers) throws IOException {
    requests.incrementAndGet();
    try (exchange) {
      var target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var answer =
          answers.apply(
              new Request(
                  exchange.getRequestMethod(),
                  exchange.getRequestURI().toString(),
                  target == null ? "" : target,
                  body));
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      boolean bodiless = exchange.getRequestMethod().equals("HEAD") || answer.body().isEmpty();
      var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), bodiless ? -1 : bytes.length);
      if (!bodiless) {
        exchange.getResponseBody().write(bytes);
      }
    }
  }

  /** Where it listens. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** How many requests it has answered. */
  public int requests() {
    return requests.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
