package dev.updraft.api.http;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call that found its route.
 *
 * @param http the request
 * @param path the decoded parameters of its path
 * @param caller who calls
 */
public record Call(HttpCall http, Map<String, String> path, Caller caller) {
  private static final String QUERY = "query";

  /** The same call, known to come from this caller. */
  public Call from(Caller known) {
    return new Call(http, path, known);
  }

  /** A parameter of the path. */
  public String path(String name) {
    var value = path.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the route has no parameter " + name);
    }
    return value;
  }

  /** A whole number of the path. */
  public int pathInt(String name) {
    return integer("path", name, path(name));
  }

  /** The last value of a query parameter; null if it was not sent. */
  public @Nullable String query(String name) {
    var values = http.query().get(name);
    return values == null ? null : values.getLast();
  }

  /** All values of a query parameter. */
  public List<String> queries(String name) {
    return http.query().getOrDefault(name, List.of());
  }

  /** A whole number of the query; null if it was not sent. */
  public @Nullable Integer queryInt(String name) {
    var value = query(name);
    return value == null ? null : integer(QUERY, name, value);
  }

  /** A whole number of the query that has a default and a least value. */
  public int queryInt(String name, int otherwise, int min) {
    var value = queryInt(name);
    if (value == null) {
      return otherwise;
    }
    if (value < min) {
      throw ApiProblem.invalid(
          "greater_than_equal",
          List.of(QUERY, name),
          "Input should be greater than or equal to " + min,
          query(name),
          new Fields().put("ge", min));
    }
    return value;
  }

  /** A number of the query; null if it was not sent. */
  public @Nullable Double queryNumber(String name) {
    var value = query(name);
    if (value == null) {
      return null;
    }
    try {
      return Double.valueOf(value);
    } catch (NumberFormatException e) {
      throw ApiProblem.invalid(
          "float_parsing",
          List.of(QUERY, name),
          "Input should be a valid number, unable to parse string as a number",
          value);
    }
  }

  /** A boolean of the query; null if it was not sent. */
  public @Nullable Boolean queryBoolean(String name) {
    var value = query(name);
    if (value == null) {
      return null;
    }
    var flag = flag(value);
    if (flag == null) {
      throw ApiProblem.invalid(
          "bool_parsing",
          List.of(QUERY, name),
          "Input should be a valid boolean, unable to interpret input",
          value);
    }
    return flag;
  }

  /** What pydantic takes a word for; null if it is neither true nor false. */
  static @Nullable Boolean flag(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "true", "1", "t", "yes", "y", "on" -> true;
      case "false", "0", "f", "no", "n", "off" -> false;
      default -> null;
    };
  }

  /**
   * One of some words of the query; null if it was not sent.
   *
   * @throws ApiProblem 422 if it is another word
   */
  public @Nullable String queryWord(String name, List<String> valid) {
    var value = query(name);
    if (value != null && !valid.contains(value)) {
      throw ApiProblem.notAmong("literal_error", List.of(QUERY, name), valid, value);
    }
    return value;
  }

  /** Whether a boolean of the query was sent and is true. */
  public boolean queryFlag(String name) {
    return Boolean.TRUE.equals(queryBoolean(name));
  }

  /** A time of the query; null if it was not sent. */
  public @Nullable Instant queryTime(String name) {
    var value = query(name);
    if (value == null) {
      return null;
    }
    return AirflowTime.parse(value)
        .orElseThrow(() -> {
          var problem = AirflowTime.problem(value);
          return ApiProblem.invalid(
              "datetime_from_date_parsing",
              List.of(QUERY, name),
              "Input should be a valid datetime or date, " + problem,
              value,
              new Fields().put("error", problem));
        });
  }

  /** Whether the caller prefers this media type. */
  public boolean accepts(String mediaType) {
    var accept = http.header("accept");
    return accept != null && accept.toLowerCase(Locale.ROOT).contains(mediaType);
  }

  private static int integer(String where, String name, String value) {
    try {
      return Integer.parseInt(value.strip());
    } catch (NumberFormatException e) {
      throw ApiProblem.invalid(
          "int_parsing",
          List.of(where, name),
          "Input should be a valid integer, unable to parse string as an integer",
          value);
    }
  }
}
