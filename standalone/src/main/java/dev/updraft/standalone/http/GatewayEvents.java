package dev.updraft.standalone.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Requests and answers in the shape a Lambda function URL gives them (payload format 2.0). */
final class GatewayEvents {
  private static final List<String> API_PREFIXES =
      List.of("/api/", "/ui/", "/execution/", "/auth/");

  /** As a function URL: 6 MB. */
  private static final int BODY_BYTES_MAX = 6 * 1024 * 1024;

  private GatewayEvents() {}

  static boolean isApi(String rawPath) {
    return API_PREFIXES.stream().anyMatch(rawPath::startsWith);
  }

  /** The request; empty if its body is too large. */
  static Optional<APIGatewayV2HTTPEvent> event(HttpExchange exchange) throws IOException {
    var uri = exchange.getRequestURI();
    var body = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX + 1);
    if (body.length > BODY_BYTES_MAX) {
      return Optional.empty();
    }
    var headers = new TreeMap<String, String>();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
    var http =
        RequestContext.Http.builder()
            .withMethod(exchange.getRequestMethod())
            .withPath(uri.getRawPath())
            .withSourceIp(exchange.getRemoteAddress().getAddress().getHostAddress())
            .build();
    return Optional.of(
        APIGatewayV2HTTPEvent.builder()
            .withVersion("2.0")
            .withRawPath(uri.getRawPath())
            .withRawQueryString(uri.getRawQuery() == null ? "" : uri.getRawQuery())
            .withHeaders(headers)
            .withBody(Base64.getEncoder().encodeToString(body))
            .withIsBase64Encoded(true)
            .withRequestContext(RequestContext.builder().withHttp(http).build())
            .build());
  }

  static void answer(HttpExchange exchange, APIGatewayV2HTTPResponse answer) throws IOException {
    Map<String, String> headers = answer.getHeaders() == null ? Map.of() : answer.getHeaders();
    headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    var text = answer.getBody() == null ? "" : answer.getBody();
    var bytes =
        answer.getIsBase64Encoded()
            ? Base64.getDecoder().decode(text)
            : text.getBytes(StandardCharsets.UTF_8);
    boolean bodiless = bytes.length == 0 || exchange.getRequestMethod().equals("HEAD");
    var body =
        Compressed.body(
            exchange.getRequestHeaders(), exchange.getResponseHeaders(), bytes, Compressed::gzip);
    exchange.sendResponseHeaders(answer.getStatusCode(), bodiless ? -1 : body.length);
    if (!bodiless) {
      exchange.getResponseBody().write(body);
    }
  }
}
