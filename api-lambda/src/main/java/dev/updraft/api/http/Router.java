package dev.updraft.api.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Routes in FastAPI's notation: {@code {name}} is one segment of the path, {@code {name:path}} one
 * or more. The first route that matches answers. Segments are told apart before they are decoded,
 * so that an encoded slash is part of a parameter.
 */
public final class Router {
  private static final Pattern PARAMETER = Pattern.compile("\\{([a-z_]+)(:path)?}");
  private static final String REST = "/api/v2";
  private final List<Route> routes = new ArrayList<>();
  private final Gate gate;

  /** Whose routes are reached through a gate. */
  public Router(Gate gate) {
    this.gate = gate;
  }

  /** Adds a route. */
  public Router on(String method, String pattern, Endpoint endpoint) {
    routes.add(Route.of(method, pattern, gate.guard(method + " " + pattern, endpoint)));
    return this;
  }

  /** The operations there are, such as {@code GET /api/v2/version}. */
  public List<String> operations() {
    return routes.stream().map(route -> route.method + " " + route.pattern).toList();
  }

  /**
   * The answer of the route that matches; 404 if no path matches, 405 if only another method does.
   */
  public HttpAnswer answer(HttpCall call) {
    var allowed = new TreeSet<String>();
    for (var route : routes) {
      var parameters = route.match(call.rawPath());
      if (parameters.isPresent()) {
        if (route.method.equals(call.method())) {
          return route.endpoint.answer(new Call(call, parameters.get(), Caller.ANONYMOUS));
        }
        allowed.add(route.method);
      }
    }
    return allowed.isEmpty() ? unknown(call) : notAllowed(String.join(", ", allowed));
  }

  /** Below Airflow's REST API, whose last route takes every GET to say so. */
  private static HttpAnswer unknown(HttpCall call) {
    if (!call.rawPath().startsWith(REST)) {
      return HttpAnswer.json(404, new Fields().put("detail", "Not Found"));
    }
    return call.method().equals("GET")
        ? HttpAnswer.json(404, new Fields().put("error", "API route not found"))
        : notAllowed("GET");
  }

  private static HttpAnswer notAllowed(String allowed) {
    return HttpAnswer.json(405, new Fields().put("detail", "Method Not Allowed"))
        .with("allow", allowed);
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
        parameters.put(names.get(i), Percent.decode(matcher.group(i + 1)));
      }
      return parameters;
    }
  }
}
