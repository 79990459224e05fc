package dev.updraft.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.updraft.core.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The fields of Airflow's answers as its own models have them: {@code airflow-fields.json}, printed
 * by {@code python airflow_fields.py} beside it.
 */
final class AirflowFields {
  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{6})?Z");
  private static final Pattern DURATION =
      Pattern.compile("P(\\d+D)?(T(\\d+H)?(\\d+M)?(\\d+(\\.\\d+)?S)?)?");
  private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private final JsonNode answers;

  private AirflowFields(JsonNode answers) {
    this.answers = answers;
  }

  static AirflowFields read() {
    try (var in =
        Objects.requireNonNull(AirflowFields.class.getResourceAsStream("airflow-fields.json"))) {
      return new AirflowFields(Json.MAPPER.readTree(in).get("answers"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Checks that an object has a model's fields, all and no others, of the types they have. */
  void check(String model, JsonNode object) {
    var fields = answers.get(model);
    assertThat(fields).describedAs("no model " + model).isNotNull();
    assertThat(names(object)).describedAs(model).containsExactlyInAnyOrderElementsOf(names(fields));
    fields
        .properties()
        .forEach(field -> {
          var value = object.get(field.getKey());
          assertThat(is(value, field.getValue().asText()))
              .describedAs("%s.%s is %s", model, field.getKey(), value)
              .isTrue();
        });
  }

  private static List<String> names(JsonNode object) {
    var names = new ArrayList<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static boolean is(JsonNode value, String type) {
    if (type.endsWith("?")) {
      return value.isNull() || is(value, type.substring(0, type.length() - 1));
    }
    return Arrays.stream(type.split("\\|", -1)).anyMatch(one -> isOne(value, one));
  }

  private static boolean isOne(JsonNode value, String type) {
    return switch (type) {
      case "any" -> true;
      case "string" -> value.isTextual();
      case "boolean" -> value.isBoolean();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "array" -> value.isArray();
      case "object" -> value.isObject();
      case "date-time" -> TIME.matcher(value.asText()).matches();
      case "duration" -> DURATION.matcher(value.asText()).matches();
      case "uuid" -> UUID.matcher(value.asText()).matches();
      default -> throw new IllegalArgumentException("no check for the type " + type);
    };
  }
}
