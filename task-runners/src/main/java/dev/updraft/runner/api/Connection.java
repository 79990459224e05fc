package dev.updraft.runner.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.updraft.core.wire.Json;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection, in Airflow's words.
 *
 * @param connId its id
 * @param connType its type, such as {@code http}
 * @param host the host, if any
 * @param schema the schema, if any
 * @param login the login, if any
 * @param password the password, if any
 * @param port the port, if any
 * @param extra more, as JSON text, if any
 */
public record Connection(
    String connId,
    @Nullable String connType,
    @Nullable String host,
    @Nullable String schema,
    @Nullable String login,
    @Nullable String password,
    @Nullable Integer port,
    @Nullable String extra) {

  /**
   * A connection as an environment variable holds it: a URI, or JSON.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static Connection parse(String connId, String text) {
    return text.startsWith("{") ? ofJson(connId, text) : ofUri(connId, URI.create(text));
  }

  /** What {@code extra} holds, empty if it is no JSON object. */
  public Map<String, @Nullable Object> extras() {
    if (extra == null || extra.isBlank()) {
      return Map.of();
    }
    try {
      var fields = new LinkedHashMap<String, @Nullable Object>();
      if (Json.MAPPER.readValue(extra, Object.class) instanceof Map<?, ?> map) {
        map.forEach((key, value) -> fields.put(String.valueOf(key), value));
      }
      return fields;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the extra of connection " + connId + " is not JSON", e);
    }
  }

  private static Connection ofJson(String connId, String text) {
    try {
      var json = Json.MAPPER.readTree(text);
      var extra = json.path("extra");
      return new Connection(
          connId,
          json.path("conn_type").asText(null),
          json.path("host").asText(null),
          json.path("schema").asText(null),
          json.path("login").asText(null),
          json.path("password").asText(null),
          json.path("port").isMissingNode() || json.path("port").isNull()
              ? null
              : Integer.valueOf(json.path("port").asInt()),
          extra.isMissingNode() || extra.isNull()
              ? null
              : extra.isTextual() ? extra.asText() : extra.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("connection " + connId + " is not valid JSON", e);
    }
  }

  private static Connection ofUri(String connId, URI uri) {
    var user = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
    int colon = user.indexOf(':');
    var path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceFirst("^/", "");
    return new Connection(
        connId,
        uri.getScheme() == null ? null : uri.getScheme().replace('-', '_'),
        decoded(uri.getHost()),
        decoded(path),
        decoded(colon < 0 ? user : user.substring(0, colon)),
        colon < 0 ? null : decoded(user.substring(colon + 1)),
        uri.getPort() < 0 ? null : Integer.valueOf(uri.getPort()),
        uri.getRawQuery() == null ? null : query(uri.getRawQuery()));
  }

  private static String query(String raw) {
    var fields = new LinkedHashMap<String, @Nullable String>();
    for (var pair : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      var key = decoded(equals < 0 ? pair : pair.substring(0, equals));
      fields.put(key == null ? "" : key, equals < 0 ? "" : decoded(pair.substring(equals + 1)));
    }
    var whole = fields.get("__extra__");
    return whole == null ? Json.write(fields) : whole;
  }

  private static @Nullable String decoded(@Nullable String raw) {
    return raw == null || raw.isEmpty()
        ? null
        : URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
