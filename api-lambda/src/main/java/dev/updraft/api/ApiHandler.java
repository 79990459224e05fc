package dev.updraft.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.updraft.api.http.Fields;
import dev.updraft.api.http.HttpAnswer;
import dev.updraft.api.http.HttpCall;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The Lambda shell: API Gateway's events in, its responses out, large ones compressed. */
public final class ApiHandler
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  /** From this size on, an answer is compressed for those who can read that. */
  static final int GZIP_BYTES_MIN = 8 * 1024;

  /** An answer is data: a browser that is led to it shows it, and does nothing else with it. */
  private static final Map<String, String> SECURITY_HEADERS =
      Map.of(
          "content-security-policy", "default-src 'none'; frame-ancestors 'none'",
          "x-content-type-options", "nosniff",
          "x-frame-options", "DENY",
          "referrer-policy", "same-origin");

  /** What is in the domain name of every function URL and of nothing else. */
  private static final String FUNCTION_URL = ".lambda-url.";

  private static final Logger LOG = System.getLogger(ApiHandler.class.getName());
  private static final HttpCall NO_CALL = HttpCall.of("GET", "/", null, Map.of(), null);

  private final Api api;

  /** Over the API. */
  public ApiHandler(Api api) {
    this.api = api;
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(
      APIGatewayV2HTTPEvent event, @Nullable Context context) {
    try {
      var call = call(event);
      return response(call, api.handle(call));
    } catch (IllegalArgumentException e) {
      LOG.log(Level.WARNING, "an event is no request", e);
      return response(NO_CALL, HttpAnswer.json(400, new Fields().put("detail", "Bad Request")));
    } catch (RuntimeException | StackOverflowError e) {
      LOG.log(Level.ERROR, "a request was not answered", e);
      return response(NO_CALL, Api.failed());
    }
  }

  private static HttpCall call(APIGatewayV2HTTPEvent event) {
    return HttpCall.of(
        event.getRequestContext().getHttp().getMethod(),
        rawPath(event),
        event.getRawQueryString(),
        event.getHeaders() == null ? Map.of() : event.getHeaders(),
        body(event));
  }

  /**
   * The path as sent. API Gateway's HTTP APIs hand on a decoded path, though they call it raw, so a
   * percent sign in it is one; an encoded slash cannot be told from a slash any more. Function URLs
   * and the standalone host, which names no domain, hand it on as sent.
   */
  private static String rawPath(APIGatewayV2HTTPEvent event) {
    var domain = event.getRequestContext().getDomainName();
    boolean decoded = domain != null && !domain.contains(FUNCTION_URL);
    return decoded ? event.getRawPath().replace("%", "%25") : event.getRawPath();
  }

  private static @Nullable String body(APIGatewayV2HTTPEvent event) {
    var body = event.getBody();
    return body != null && event.getIsBase64Encoded()
        ? new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8)
        : body;
  }

  private static APIGatewayV2HTTPResponse response(HttpCall call, HttpAnswer answer) {
    var headers = new LinkedHashMap<>(SECURITY_HEADERS);
    headers.putAll(answer.headers());
    var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    boolean gzip = bytes.length >= GZIP_BYTES_MIN && acceptsGzip(call);
    if (gzip) {
      headers.put("content-encoding", "gzip");
      headers.put("vary", "accept-encoding");
    }
    return APIGatewayV2HTTPResponse.builder()
        .withStatusCode(answer.status())
        .withHeaders(headers)
        .withIsBase64Encoded(gzip)
        .withBody(gzip ? Base64.getEncoder().encodeToString(gzipped(bytes)) : answer.body())
        .build();
  }

  private static boolean acceptsGzip(HttpCall call) {
    var accepted = call.header("accept-encoding");
    return accepted != null && accepted.toLowerCase(Locale.ROOT).contains("gzip");
  }

  private static byte[] gzipped(byte[] bytes) {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return out.toByteArray();
  }
}
