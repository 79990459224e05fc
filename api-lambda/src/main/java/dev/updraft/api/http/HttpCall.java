package dev.updraft.api.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request, whatever carried it here.
 *
 * @param method in capitals
 * @param rawPath the path as sent, percent-encoded, without the query
 * @param query the decoded query parameters, each with all its values in order
 * @param headers by name in small letters
 * @param body the body as text, empty if there is none
 */
public record HttpCall(
    String method,
    String rawPath,
    Map<String, List<String>> query,
    Map<String, String> headers,
    String body) {

  /** With the query as sent, such as {@code limit=5&tags=a&tags=b}. */
  public static HttpCall of(
      String method,
      String rawPath,
      @Nullable String rawQuery,
      Map<String, String> headers,
      @Nullable String body) {
    var lowered = new LinkedHashMap<String, String>();
    headers.forEach((name, value) -> lowered.put(name.toLowerCase(Locale.ROOT), value));
    return new HttpCall(method, rawPath, parse(rawQuery), lowered, body == null ? "" : body);
  }

  /** A header by its name in small letters; null if it was not sent. */
  public @Nullable String header(String name) {
    return headers.get(name);
  }

  private static Map<String, List<String>> parse(@Nullable String rawQuery) {
    var query = new LinkedHashMap<String, List<String>>();
    if (rawQuery == null || rawQuery.isEmpty()) {
      return query;
    }
    for (var pair : rawQuery.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        var name = equals < 0 ? pair : pair.substring(0, equals);
        var value = equals < 0 ? "" : pair.substring(equals + 1);
        query
            .computeIfAbsent(Percent.decodeQuery(name), _ -> new ArrayList<>())
            .add(Percent.decodeQuery(value));
      }
    }
    return query;
  }
}
