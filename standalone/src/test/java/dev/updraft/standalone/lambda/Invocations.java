package dev.updraft.standalone.lambda;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** As much of Lambda's own API as wakes workers: one function is invoked, later. */
final class Invocations implements AutoCloseable {
  /** The function's ARN, as its callers are given it. */
  static final String FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:updraft-wake:live";

  private final ExecutorService later = Executors.newSingleThreadExecutor();
  private final LocalFunction function;
  private final HttpServer server;

  Invocations(LocalFunction function) throws IOException {
    this.function = function;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    later.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      var event = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var path = exchange.getRequestURI().getRawPath();
      var expected = "/2015-03-31/functions/" + FUNCTION + "/invocations";
      var type = exchange.getRequestHeaders().getFirst("X-Amz-Invocation-Type");
      if (!URLDecoder.decode(path, StandardCharsets.UTF_8).equals(expected)
          || !"Event".equals(type)) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      later.execute(() -> function.invoke(event));
      exchange.sendResponseHeaders(202, -1);
    }
  }
}
