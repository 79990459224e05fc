package dev.updraft.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.updraft.core.wire.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** JSON as Airflow's API writes it: times as {@link AirflowTime} prints them, nulls where told. */
public final class ApiJson {
  private static final JsonMapper MAPPER =
      Json.MAPPER
          .rebuild()
          .addModule(new SimpleModule("airflow").addSerializer(Instant.class, new Times()))
          .build();

  private static final Pattern HALF_PAIR = Pattern.compile("\\\\u[dD][89a-fA-F]");

  private ApiJson() {}

  /** The value as JSON text. */
  public static String write(@Nullable Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("an answer cannot be written as JSON", e);
    }
  }

  /**
   * The value of a JSON text that somebody sent: maps, lists, text, {@code Long}, {@code Double},
   * booleans, null.
   *
   * @throws JsonProcessingException if it is not JSON, or is JSON that cannot be kept: nested
   *     deeper than {@link Json#DEPTH_MAX}, or with text that is no Unicode
   */
  public static @Nullable Object parse(String json) throws JsonProcessingException {
    try {
      var value = Json.SENT.readValue(json, Object.class);
      if (HALF_PAIR.matcher(json).find()) {
        requireUnicode(value);
      }
      return value;
    } catch (StreamConstraintsException e) {
      if (e.getOriginalMessage().startsWith("Document nesting depth")) {
        throw new StreamConstraintsException(
            "nested deeper than %d levels".formatted(Json.DEPTH_MAX), e.getLocation());
      }
      throw e;
    }
  }

  /** JSON can name one half of a surrogate pair, which no UTF-8 can hold. */
  private static void requireUnicode(@Nullable Object value) throws JsonParseException {
    switch (value) {
      case String text when !UTF_8.newEncoder().canEncode(text) ->
          throw new JsonParseException(
              null, "a text holds half of a surrogate pair, which is no Unicode");
      case List<?> list -> {
        for (var item : list) {
          requireUnicode(item);
        }
      }
      case Map<?, ?> map -> {
        for (var entry : map.entrySet()) {
          requireUnicode(entry.getKey());
          requireUnicode(entry.getValue());
        }
      }
      case null, default -> {
        // Nothing else holds text.
      }
    }
  }

  /** The value of a JSON text that a store holds. */
  public static @Nullable Object stored(String json) {
    try {
      return MAPPER.readValue(json, Object.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a store holds text that is not JSON", e);
    }
  }

  private static final class Times extends StdSerializer<Instant> {
    Times() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeString(AirflowTime.text(value));
    }
  }
}
