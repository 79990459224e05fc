package dev.updraft.standalone.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.updraft.core.wire.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** As much of SSM's Parameter Store as a secret needs, over its JSON protocol. */
final class ParameterStore implements AutoCloseable {
  private final Map<String, JsonNode> parameters = new ConcurrentHashMap<>();
  private final HttpServer server;

  ParameterStore() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  Map<String, JsonNode> parameters() {
    return Map.copyOf(parameters);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = Json.MAPPER.readTree(exchange.getRequestBody());
      var name = body.path("Name").asText();
      switch (exchange.getRequestHeaders().getFirst("X-Amz-Target")) {
        case "AmazonSSM.GetParameter" -> {
          var known = parameters.get(name);
          if (known == null) {
            answer(exchange, 400, "{\"__type\": \"ParameterNotFound\"}");
          } else {
            answer(exchange, 200, Json.write(Map.of("Parameter", known)));
          }
        }
        case "AmazonSSM.PutParameter" -> {
          boolean isNew = parameters.putIfAbsent(name, body) == null;
          answer(
              exchange,
              isNew ? 200 : 400,
              isNew ? "{\"Version\": 1}" : "{\"__type\": \"ParameterAlreadyExists\"}");
        }
        case String other -> answer(exchange, 400, "{\"__type\": \"Unknown " + other + "\"}");
      }
    }
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    var bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
