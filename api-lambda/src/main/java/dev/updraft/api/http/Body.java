package dev.updraft.api.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that was sent, read as pydantic's strict models read it: what is missing, of
 * another type or not expected is collected, and {@link #check} answers 422 with all of it.
 */
public final class Body {
  private static final String BODY = "body";

  /** How much of a body that is not JSON is said again. */
  private static final int ECHO_MAX = 1_000;

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
    var value = isJson(call) ? value(call) : call.http().body();
    return switch (value) {
      case null -> throw missing();
      case String text when text.isBlank() -> throw missing();
      case Map<?, ?> map -> new Body(fields(map));
      case Object other ->
          throw ApiProblem.invalid(
              "model_attributes_type",
              List.of(BODY),
              "Input should be a valid dictionary or object to extract fields from",
              other instanceof String text ? shortened(text) : other);
    };
  }

  /** FastAPI reads a body as JSON only if its type says so. */
  private static boolean isJson(Call call) {
    var header = call.http().header("content-type");
    if (header == null) {
      return false;
    }
    int end = header.indexOf(';');
    var type = (end < 0 ? header : header.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    return type.equals("application/json")
        || (type.startsWith("application/") && type.endsWith("+json"));
  }

  private static String shortened(String text) {
    return text.length() <= ECHO_MAX ? text : text.substring(0, ECHO_MAX) + "…";
  }

  private static ApiProblem missing() {
    return ApiProblem.invalid("missing", List.of(BODY), "Field required", null);
  }

  /**
   * The JSON value in a call's body, of any type.
   *
   * @throws ApiProblem 422 if it is not JSON, or there is none
   */
  public static @Nullable Object value(Call call) {
    var text = call.http().body();
    if (text.isBlank()) {
      throw missing();
    }
    try {
      return ApiJson.parse(text);
    } catch (JsonProcessingException e) {
      var location = e.getLocation();
      long offset = location == null ? 0 : location.getCharOffset();
      throw ApiProblem.invalid(
          "json_invalid",
          List.of(BODY, Math.max(0, offset)),
          "JSON decode error",
          new Fields(),
          new Fields().put("error", firstPart(e.getOriginalMessage())));
    }
  }

  /** What a parser says, without what it adds about itself. */
  private static String firstPart(String message) {
    int end = message.indexOf(" (");
    return end < 0 ? message : message.substring(0, end);
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
      case Double number when number == Math.rint(number) && Math.abs(number) < 1e15 ->
          number.longValue();
      case Double number -> {
        error(
            "int_from_float",
            name,
            "Input should be a valid integer, got a number with a fractional part",
            number);
        yield null;
      }
      case String text -> integer(name, text);
      case Object other -> {
        error("int_type", name, "Input should be a valid integer", other);
        yield null;
      }
    };
  }

  private @Nullable Long integer(String name, String text) {
    try {
      return Long.valueOf(text.strip());
    } catch (NumberFormatException e) {
      error(
          "int_parsing",
          name,
          "Input should be a valid integer, unable to parse string as an integer",
          text);
      return null;
    }
  }

  /** A whole number of at least so much; null if it is null, less or was not sent. */
  public @Nullable Long integer(String name, long min) {
    var number = integer(name);
    if (number == null || number >= min) {
      return number;
    }
    var message = "Input should be greater than or equal to " + min;
    error("greater_than_equal", name, message, number, new Fields().put("ge", min));
    return null;
  }

  /** A boolean; null if it is null or was not sent. */
  public @Nullable Boolean bool(String name) {
    return switch (fields.get(name)) {
      case null -> null;
      case Boolean flag -> flag;
      case String word -> bool(name, word, word);
      case Long number -> bool(name, number.toString(), number);
      case Object other -> {
        error("bool_type", name, "Input should be a valid boolean", other);
        yield null;
      }
    };
  }

  private @Nullable Boolean bool(String name, String word, Object input) {
    var flag = Call.flag(word);
    if (flag == null) {
      var message = "Input should be a valid boolean, unable to interpret input";
      error("bool_parsing", name, message, input);
    }
    return flag;
  }

  /** One of some words; null if it is null or was not sent. */
  public @Nullable String word(String name, List<String> valid) {
    var value = fields.get(name);
    if (value == null || (value instanceof String text && valid.contains(text))) {
      return (String) value;
    }
    var choice = ApiProblem.choice(valid);
    var context = new Fields().put("expected", choice);
    error("enum", name, "Input should be " + choice, value, context);
    return null;
  }

  /** A time with its offset; null if it is null or was not sent. */
  public @Nullable Instant time(String name) {
    var time = anyTime(name);
    if (time != null && fields.get(name) instanceof String text && !AirflowTime.hasOffset(text)) {
      error("timezone_aware", name, "Input should have timezone info", text);
      return null;
    }
    return time;
  }

  /** A time, in UTC if it has no offset; null if it is null or was not sent. */
  public @Nullable Instant anyTime(String name) {
    return switch (fields.get(name)) {
      case null -> null;
      case String text -> time(name, text, AirflowTime.parse(text));
      case Long number -> time(name, number.toString(), AirflowTime.of(number));
      case Double number -> time(name, number.toString(), AirflowTime.of(number));
      case Object other -> {
        error("datetime_type", name, "Input should be a valid datetime", other);
        yield null;
      }
    };
  }

  private @Nullable Instant time(String name, String text, Optional<Instant> time) {
    if (time.isEmpty()) {
      var problem = AirflowTime.problem(text);
      error(
          "datetime_from_date_parsing",
          name,
          "Input should be a valid datetime or date, " + problem,
          text,
          new Fields().put("error", problem));
    }
    return time.orElse(null);
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

  private void error(
      String type, String name, String message, @Nullable Object input, Fields context) {
    errors.add(ApiProblem.error(type, List.of(BODY, name), message, input).put("ctx", context));
  }

  /**
   * Notes that a field breaks a rule of its own.
   *
   * @param message the rule as Airflow's validator says it
   */
  public void valueError(String name, String message) {
    error(
        "value_error",
        name,
        "Value error, " + message,
        fields.get(name),
        new Fields().put("error", new Fields()));
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
