package dev.updraft.core.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.updraft.core.dag.Mapping;
import dev.updraft.core.flow.Decision;
import dev.updraft.core.flow.Errand;
import dev.updraft.core.flow.Event;
import dev.updraft.core.flow.Outcome;
import dev.updraft.core.schedule.AssetCondition;
import dev.updraft.core.schedule.Schedule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * JSON of the domain's records. A record of a sealed family carries its simple name as {@code
 * type}; times are ISO-8601 in UTC; whole numbers are read as {@code Long}; what is null is left
 * out.
 */
public final class Json {
  private static final List<Class<?>> FAMILIES =
      List.of(
          Event.class,
          Decision.class,
          Outcome.class,
          Errand.class,
          Schedule.class,
          Schedule.Intervals.class,
          Schedule.RunImmediately.class,
          AssetCondition.class,
          Mapping.class);

  /**
   * How deep what is accepted may be nested. It is stored and answered inside of other things, so
   * what is written and read again may be deeper.
   */
  public static final int DEPTH_MAX = 100;

  /** Above Jackson's own limit, which what is stored was once held to. */
  private static final int KEPT_DEPTH_MAX = 1_200;

  /** The mapper, for those who need trees or streams. */
  public static final JsonMapper MAPPER = mapper(KEPT_DEPTH_MAX);

  /** The mapper for what somebody sends: it refuses what is deeper than {@link #DEPTH_MAX}. */
  public static final JsonMapper SENT = mapper(DEPTH_MAX);

  private Json() {}

  /** The value as JSON text. */
  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass(), e);
    }
  }

  /**
   * The value that {@link #write} wrote.
   *
   * @throws IllegalArgumentException if the text is not JSON of that type
   */
  public static <T> T read(String json, Class<T> type) {
    try {
      @Nullable T value = MAPPER.readValue(json, type);
      if (value == null) {
        throw new IllegalArgumentException("not JSON of a " + type.getSimpleName() + ": null");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "not JSON of a " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
    }
  }

  /**
   * JSON text as a tree.
   *
   * @throws IllegalArgumentException if the text is not JSON
   */
  public static JsonNode readTree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** The value as a tree. */
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  private static JsonMapper mapper(int readDepthMax) {
    var builder =
        JsonMapper.builder(factory(readDepthMax))
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                JsonInclude.Value.construct(
                    JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS));
    for (var family : FAMILIES) {
      builder.addMixIn(family, Typed.class);
      register(builder, family);
    }
    return builder.build();
  }

  private static JsonFactory factory(int readDepthMax) {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(readDepthMax).build())
        .streamWriteConstraints(
            StreamWriteConstraints.builder().maxNestingDepth(KEPT_DEPTH_MAX).build())
        .build();
  }

  private static void register(JsonMapper.Builder builder, Class<?> type) {
    for (var permitted : type.getPermittedSubclasses()) {
      if (permitted.isSealed()) {
        register(builder, permitted);
      } else {
        builder.registerSubtypes(new NamedType(permitted, permitted.getSimpleName()));
      }
    }
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  private interface Typed {}
}
