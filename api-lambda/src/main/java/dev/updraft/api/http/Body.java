package dev.updraft.api.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that was sent, read as pydantic's strict models read it: what is missing, of
 * another type or not expected is collected, and {@link #check} answers 422 with all of it.
 */
public final class Body {
  private static final String BODY = "body";
  private final Map<String, @Nullable Object> fields;
  private final List<Fields> errors = new ArrayList<>();

  private Body(Map<String, @Nullable Object> fields) {
    this.fields = fields;
  }

  /**
   * The object in a call's body.
   *
   * @throws ApiProblem 422 if it is not a JSON object
   */
  public static Body of(Call call) {
    if (value(call) instanceof Map<?, ?> map) {
      return new Body(fields(map));
    }
    throw ApiProblem.invalid(
        "model_attributes_type",
        List.of(BODY),
        "Input should be a valid dictionary or object to extract fields from",
        value(call));
  }

  /**
   * The JSON value in a call's body, of any type.
   *
   * @throws ApiProblem 422 if it is not JSON, or there is none
   */
  public static @Nullable Object value(Call call) {
    var text = call.http().body();
    if (text.isBlank()) {
      throw ApiProblem.invalid("missing", List.of(BODY), "Field required", null);
    }
    try {
      return ApiJson.parse(text);
    } catch (JsonProcessingException e) {
      var location = e.getLocation();
      long offset = location == null ? 0 : location.getCharOffset();
      throw ApiProblem.invalid(
          "json_invalid", List.of(BODY, offset), "JSON decode error", new Fields());
    }
  }

  private static Map<String, @Nullable Object> fields(Map<?, ?> map) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    map.forEach((name, value) -> fields.put(String.valueOf(name), value));
    return fields;
  }

  /** Allows these fields and no others. */
  public Body only(String... names) {
    var known = Set.of(names);
    fields.forEach((name, value) -> {
      if (!known.contains(name)) {
        error("extra_forbidden", name, "Extra inputs are not permitted", value);
      }
    });
    return this;
  }

  /** Requires these fields, null or not. */
  public Body needs(String... names) {
    for (var name : names) {
      if (!fields.containsKey(name)) {
        error("missing", name, "Field required", fields);
      }
    }
    return this;
  }

  /** Whether a field was sent, null or not. */
  public boolean has(String name) {
    return fields.containsKey(name);
  }

  /** A field of any type; null if it is null or was not sent. */
  public @Nullable Object get(String name) {
    return fields.get(name);
  }

  /** A text of at most so many characters; null if it is null or was not sent. */
  public @Nullable String text(String name, int lengthMax) {
    return switch (fields.get(name)) {
      case null -> null;
      case String text when text.length() <= lengthMax -> text;
      case String text -> {
        error(
            "string_too_long",
            name,
            "String should have at most " + lengthMax + " characters",
            text);
        yield null;
      }
      case Object other -> {
        error("string_type", name, "Input should be a valid string", other);
        yield null;
      }
    };
  }

  /** A text that must be there; empty if it is not, which {@link #check} then reports. */
  public String requiredText(String name, int lengthMax) {
    var text = text(name, lengthMax);
    if (text == null && has(name) && fields.get(name) == null) {
      error("string_type", name, "Input should be a valid string", null);
    }
    return text == null ? "" : text;
  }

  /** A whole number; null if it is null or was not sent. */
  public @Nullable Long integer(String name) {
    return switch (fields.get(name)) {
      case null -> null;
      case Long number -> number;
      case Object other -> {
        error("int_type", name, "Input should be a valid integer", other);
        yield null;
      }
    };
  }

  /** A boolean; null if it is null or was not sent. */
  public @Nullable Boolean bool(String name) {
    return switch (fields.get(name)) {
      case null -> null;
      case Boolean flag -> flag;
      case Object other -> {
        error("bool_type", name, "Input should be a valid boolean", other);
        yield null;
      }
    };
  }

  /** A time; null if it is null or was not sent. */
  public @Nullable Instant time(String name) {
    return switch (fields.get(name)) {
      case null -> null;
      case String text -> time(name, text);
      case Object other -> {
        error("datetime_type", name, "Input should be a valid datetime", other);
        yield null;
      }
    };
  }

  private @Nullable Instant time(String name, String text) {
    var time = AirflowTime.parse(text);
    if (time.isEmpty()) {
      error(
          "datetime_from_date_parsing",
          name,
          "Input should be a valid datetime or date, for example 2026-01-01T00:00:00Z",
          text);
      return null;
    }
    if (!AirflowTime.hasOffset(text)) {
      error("timezone_aware", name, "Input should have timezone info", text);
      return null;
    }
    return time.get();
  }

  /** An object; empty if it is null or was not sent. */
  public Map<String, @Nullable Object> object(String name) {
    return switch (fields.get(name)) {
      case null -> Collections.emptyMap();
      case Map<?, ?> map -> fields(map);
      case Object other -> {
        error("dict_type", name, "Input should be a valid dictionary", other);
        yield Collections.emptyMap();
      }
    };
  }

  /** All fields as sent. */
  public Map<String, @Nullable Object> asMap() {
    return Collections.unmodifiableMap(fields);
  }

  /** Notes that the object as a whole breaks a rule. */
  public Body reject(String message) {
    errors.add(
        ApiProblem.error("value_error", List.of(BODY), "Value error, " + message, fields)
            .put("ctx", new Fields().put("error", new Fields())));
    return this;
  }

  /** Notes that a field breaks a rule. */
  public void error(String type, String name, String message, @Nullable Object input) {
    errors.add(ApiProblem.error(type, List.of(BODY, name), message, input));
  }

  /**
   * Answers 422 if anything was wrong.
   *
   * @throws ApiProblem 422 with every error
   */
  public void check() {
    if (!errors.isEmpty()) {
      throw ApiProblem.invalid(errors);
    }
  }
}
