package dev.updraft.api.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.updraft.core.wire.Json;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** JSON as Airflow's API writes it: times as {@link AirflowTime} prints them, nulls where told. */
public final class ApiJson {
  private static final JsonMapper MAPPER =
      Json.MAPPER
          .rebuild()
          .addModule(new SimpleModule("airflow").addSerializer(Instant.class, new Times()))
          .build();

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
   * The value of a JSON text: maps, lists, text, {@code Long}, {@code Double}, booleans, null.
   *
   * @throws JsonProcessingException if it is not JSON
   */
  public static @Nullable Object parse(String json) throws JsonProcessingException {
    return MAPPER.readValue(json, Object.class);
  }

  /** The value of a JSON text that a store holds. */
  public static @Nullable Object stored(String json) {
    try {
      return parse(json);
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
