package dev.updraft.api.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One HTTP answer.
 *
 * @param status the status code
 * @param headers by name
 * @param body the body as text, empty for none
 */
public record HttpAnswer(int status, Map<String, String> headers, String body) {
  private static final String CONTENT_TYPE = "content-type";

  public HttpAnswer {
    headers = Map.copyOf(headers);
  }

  /** 200 with a value as JSON. */
  public static HttpAnswer ok(Object value) {
    return json(200, value);
  }

  /** A status with a value as JSON. */
  public static HttpAnswer json(int status, Object value) {
    return of(status, "application/json", ApiJson.write(value));
  }

  /** 200 with the JSON text null. */
  public static HttpAnswer jsonNull() {
    return of(200, "application/json", "null");
  }

  /** A status with a text of a type. */
  public static HttpAnswer of(int status, String contentType, String body) {
    return new HttpAnswer(status, Map.of(CONTENT_TYPE, contentType), body);
  }

  /** A status without a body. */
  public static HttpAnswer empty(int status) {
    return new HttpAnswer(status, Map.of(), "");
  }

  /** The same answer with one header more. */
  public HttpAnswer with(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new HttpAnswer(status, more, body);
  }
}
