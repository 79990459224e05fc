package dev.updraft.api.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Routes in FastAPI's notation: {@code {name}} is one segment of the path, {@code {name:path}} one
 * or more. The first route that matches answers. Segments are told apart before they are decoded,
 * so that an encoded slash is part of a parameter.
 */
public final class Router {
  private static final Pattern PARAMETER = Pattern.compile("\\{([a-z_]+)(:path)?}");
  private final List<Route> routes = new ArrayList<>();

  /** Adds a route. */
  public Router on(String method, String pattern, Endpoint endpoint) {
    routes.add(Route.of(method, pattern, endpoint));
    return this;
  }

  /** The operations there are, such as {@code GET /api/v2/version}. */
  public List<String> operations() {
    return routes.stream().map(route -> route.method + " " + route.pattern).toList();
  }

  /**
   * The answer of the route that matches.
   *
   * @throws ApiProblem 404 if no path matches, 405 if only another method does
   */
  public HttpAnswer answer(HttpCall call) {
    boolean pathKnown = false;
    for (var route : routes) {
      var parameters = route.match(call.rawPath());
      if (parameters.isPresent()) {
        if (route.method.equals(call.method())) {
          return route.endpoint.answer(new Call(call, parameters.get()));
        }
        pathKnown = true;
      }
    }
    throw pathKnown ? ApiProblem.of(405, "Method Not Allowed") : ApiProblem.notFound("Not Found");
  }

  private record Route(
      String method, String pattern, Pattern regex, List<String> names, Endpoint endpoint) {

    static Route of(String method, String pattern, Endpoint endpoint) {
      var names = new ArrayList<String>();
      var regex = new StringBuilder();
      var parameter = PARAMETER.matcher(pattern);
      int done = 0;
      while (parameter.find()) {
        regex.append(Pattern.quote(pattern.substring(done, parameter.start())));
        regex.append(parameter.group(2) == null ? "([^/]+)" : "(.+)");
        names.add(parameter.group(1));
        done = parameter.end();
      }
      regex.append(Pattern.quote(pattern.substring(done)));
      return new Route(method, pattern, Pattern.compile(regex.toString()), names, endpoint);
    }

    Optional<Map<String, String>> match(String rawPath) {
      var matcher = regex.matcher(rawPath);
      return matcher.matches() ? Optional.of(parameters(matcher)) : Optional.empty();
    }

    private Map<String, String> parameters(Matcher matcher) {
      var parameters = new LinkedHashMap<String, String>();
      for (int i = 0; i < names.size(); i++) {
        parameters.put(names.get(i), decode(matcher.group(i + 1)));
      }
      return parameters;
    }
  }

  /** Decodes percent signs and nothing else: in a path a plus sign is a plus sign. */
  static String decode(String segment) {
    if (segment.indexOf('%') < 0) {
      return segment;
    }
    var bytes = segment.getBytes(StandardCharsets.UTF_8);
    var decoded = new byte[bytes.length];
    int length = 0;
    for (int i = 0; i < bytes.length; i++) {
      int value = bytes[i] == '%' && i + 2 < bytes.length ? hex(bytes[i + 1], bytes[i + 2]) : -1;
      if (value >= 0) {
        i += 2;
      }
      decoded[length++] = value >= 0 ? (byte) value : bytes[i];
    }
    return new String(decoded, 0, length, StandardCharsets.UTF_8);
  }

  private static int hex(byte high, byte low) {
    int first = Character.digit(high, 16);
    int second = Character.digit(low, 16);
    return first < 0 || second < 0 ? -1 : first * 16 + second;
  }
}
