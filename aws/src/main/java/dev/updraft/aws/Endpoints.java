package dev.updraft.aws;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;

/** The variables that point clients elsewhere: the SDK itself answers a wrong one with a riddle. */
public final class Endpoints {
  private static final int PORT_MAX = 65_535;

  private Endpoints() {}

  /**
   * Looks whether the variables of these services can be used.
   *
   * @param services as they end their variables, such as {@code S3}
   * @throws AwsProblem if one holds no URL
   */
  public static void check(Map<String, String> environment, List<String> services) {
    checkOne(environment, "AWS_ENDPOINT_URL");
    services.forEach(service -> checkOne(environment, "AWS_ENDPOINT_URL_" + service));
  }

  private static void checkOne(Map<String, String> environment, String variable) {
    var value = environment.get(variable);
    if (value != null && !isUrl(value)) {
      throw new AwsProblem(
          "%s is '%s'; expected a URL such as http://127.0.0.1:4566, or no such variable"
              .formatted(variable, value),
          null);
    }
  }

  private static boolean isUrl(String value) {
    try {
      var url = new URI(value);
      return List.of("http", "https").contains(String.valueOf(url.getScheme()))
          && url.getHost() != null
          && url.getPort() <= PORT_MAX;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
