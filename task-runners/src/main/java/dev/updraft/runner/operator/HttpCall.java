package dev.updraft.runner.operator;

import dev.updraft.core.wire.Json;
import dev.updraft.runner.api.Connection;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A request as Airflow's {@code HttpHook} makes it: the connection's address, login and headers,
 * the operator's over them, and the options of {@code requests} that have a meaning here.
 *
 * @param method such as GET
 * @param connection null if the endpoint is a whole URL and there is no connection
 * @param endpoint a path below the connection's address, or a whole URL
 * @param data query parameters for GET and HEAD, else the body: text, or fields of a form
 * @param headers headers
 * @param options Airflow's {@code extra_options}
 * @param json the body as a value to write as JSON, null for none
 */
record HttpCall(
    String method,
    @Nullable Connection connection,
    String endpoint,
    @Nullable Object data,
    Map<String, @Nullable Object> headers,
    Map<String, @Nullable Object> options,
    @Nullable Object json) {
  private static final Set<String> EXTRA_OPTIONS =
      Set.of("timeout", "allow_redirects", "verify", "verify_ssl", "check_response", "stream");
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  /** What a server answered. */
  record Answer(int status, String text, Map<String, String> headers, String url) {}

  /** A request that found its server unwilling, or did not find it. */
  static final class Failed extends Exception {
    private static final long serialVersionUID = 1L;

    Failed(String message) {
      super(message);
    }
  }

  /**
   * Sends it.
   *
   * @param room for the answer's body
   * @param atEnd is given what lets go of the body
   * @throws Failed if there is no answer, or one of status 400 or above that is to be checked
   * @throws TaskFailure if the body is larger than may be
   */
  Answer send(BodyRoom room, Consumer<Runnable> atEnd) throws Failed, InterruptedException {
    var request = request();
    try (var client = client()) {
      var response = client.send(request, BodyHandlers.ofInputStream());
      var text = new HttpBody(request.uri(), room, timeout()).text(response, atEnd);
      if (response.statusCode() >= 400 && !Boolean.FALSE.equals(option("check_response"))) {
        throw new Failed(
            response.statusCode() + ":" + text.substring(0, Math.min(text.length(), 1000)));
      }
      var names = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
      response
          .headers()
          .map()
          .forEach((name, values) -> names.put(name, String.join(", ", values)));
      return new Answer(response.statusCode(), text, names, response.uri().toString());
    } catch (IOException e) {
      throw new Failed("%s %s: %s".formatted(method, request.uri(), e));
    }
  }

  /** Sends it for an execution, which holds the answer's body until it is over. */
  Answer send(Execution execution) throws Failed, InterruptedException {
    return send(BodyRoom.ofProcess(), execution.cancellation()::atEnd);
  }

  private HttpClient client() {
    var builder =
        HttpClient.newBuilder()
            .connectTimeout(timeout())
            .followRedirects(
                Boolean.FALSE.equals(option("allow_redirects"))
                    ? HttpClient.Redirect.NEVER
                    : HttpClient.Redirect.NORMAL);
    if (Boolean.FALSE.equals(option("verify")) || Boolean.FALSE.equals(option("verify_ssl"))) {
      builder.sslContext(Unverified.context());
    }
    return builder.build();
  }

  private HttpRequest request() {
    var upper = method.toUpperCase(Locale.ROOT);
    boolean query = upper.equals("GET") || upper.equals("HEAD");
    var all = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    if (connection != null) {
      connection
          .extras()
          .forEach((name, value) -> {
            if (!Options.NAMES.contains(name) && value != null) {
              all.put(name, value.toString());
            }
          });
    }
    headers.forEach((name, value) -> all.put(name, String.valueOf(value)));
    if (connection != null && connection.login() != null) {
      var pair =
          connection.login() + ":" + (connection.password() == null ? "" : connection.password());
      all.putIfAbsent(
          "Authorization",
          "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }
    var body = query ? null : body(all);
    var builder =
        HttpRequest.newBuilder(uri(query))
            .timeout(timeout())
            .method(upper, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    all.forEach(builder::header);
    return builder.build();
  }

  private @Nullable String body(Map<String, String> all) {
    if (json != null) {
      all.putIfAbsent("Content-Type", "application/json");
      return Json.write(json);
    }
    return switch (data) {
      case null -> null;
      case Map<?, ?> map when map.isEmpty() -> null;
      case Map<?, ?> map -> {
        all.putIfAbsent("Content-Type", "application/x-www-form-urlencoded");
        yield form(map);
      }
      default -> data.toString();
    };
  }

  private URI uri(boolean query) {
    var url = endpoint.matches("(?i)https?://.*") && connection == null ? endpoint : joined();
    var parameters =
        !query || data == null ? "" : data instanceof Map<?, ?> map ? form(map) : data.toString();
    try {
      return URI.create(
          parameters.isEmpty() ? url : url + (url.contains("?") ? "&" : "?") + parameters);
    } catch (IllegalArgumentException e) {
      throw TaskFailure.last(
          "endpoint '%s' makes no valid URL: %s".formatted(endpoint, e.getMessage()));
    }
  }

  private String joined() {
    if (connection == null) {
      throw TaskFailure.last(
          "endpoint '%s' is no URL, and there is no connection".formatted(endpoint));
    }
    if (endpoint.matches("(?i)https?://.*") && connection.host() == null) {
      return endpoint;
    }
    var host = connection.host() == null ? "" : connection.host();
    var schema = connection.schema() == null ? "http" : connection.schema();
    var base = host.contains("://") ? host : schema + "://" + host;
    if (connection.port() != null) {
      base += ":" + connection.port();
    }
    return base.endsWith("/") || endpoint.startsWith("/") || endpoint.isEmpty()
        ? base + endpoint
        : base + "/" + endpoint;
  }

  private static String form(Map<?, ?> map) {
    var pairs = new ArrayList<String>();
    map.forEach((key, value) -> {
      List<?> values = value instanceof List<?> list ? list : java.util.Arrays.asList(value);
      for (Object item : values) {
        if (item != null) {
          pairs.add(
              encoded(key)
                  + "="
                  + encoded(item instanceof Boolean b ? (b ? "True" : "False") : item));
        }
      }
    });
    return String.join("&", pairs);
  }

  private static String encoded(Object value) {
    return URLEncoder.encode(String.valueOf(value), StandardCharsets.UTF_8);
  }

  private Duration timeout() {
    var given = option("timeout");
    var duration = given == null ? null : Durations.of(given);
    return duration == null || !duration.isPositive() ? TIMEOUT : duration;
  }

  private @Nullable Object option(String name) {
    if (options.containsKey(name) || connection == null) {
      return options.get(name);
    }
    return connection.extras().get(name);
  }

  private static final class Options {
    static final List<String> NAMES =
        List.of(
            "stream",
            "cert",
            "proxies",
            "proxy",
            "timeout",
            "verify",
            "verify_ssl",
            "allow_redirects",
            "max_redirects",
            "trust_env",
            "check_response",
            "srv_lookup");
  }

  private static void refuseOthers(Arguments arguments, String name, Set<String> known) {
    for (var option : arguments.map(name).keySet()) {
      if (!known.contains(option)) {
        throw TaskFailure.last(
            "%s '%s' is not supported natively, only %s are"
                .formatted(name, option, new TreeSet<>(known)));
      }
    }
  }

  /** The call an operator's arguments describe. */
  static HttpCall of(Execution execution, String defaultMethod, String dataArgument) {
    var arguments = execution.arguments();
    var id = arguments.text("http_conn_id", "http_default");
    var endpoint = arguments.text("endpoint", "");
    var connection = execution.lookups().connection(id).orElse(null);
    boolean whole = endpoint.matches("(?i)https?://.*");
    if (connection == null && !whole) {
      throw TaskFailure.retryable("The conn_id `%s` isn't defined".formatted(id));
    }
    var request = arguments.map("request_kwargs");
    refuseOthers(arguments, "request_kwargs", Set.of("json"));
    refuseOthers(arguments, "extra_options", EXTRA_OPTIONS);
    return new HttpCall(
        arguments.text("method", defaultMethod),
        connection,
        endpoint,
        arguments.get(dataArgument),
        new LinkedHashMap<>(arguments.map("headers")),
        arguments.map("extra_options"),
        request.get("json"));
  }
}
