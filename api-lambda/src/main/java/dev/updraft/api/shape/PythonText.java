package dev.updraft.api.shape;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.updraft.core.wire.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** JSON values as Python's str prints them, which Airflow answers when asked to stringify. */
public final class PythonText {
  private static final ObjectWriter DUMPS =
      Json.MAPPER
          .writer(
              new MinimalPrettyPrinter() {
                private static final long serialVersionUID = 1L;

                @Override
                public void writeObjectFieldValueSeparator(JsonGenerator out) throws IOException {
                  out.writeRaw(": ");
                }

                @Override
                public void writeObjectEntrySeparator(JsonGenerator out) throws IOException {
                  out.writeRaw(", ");
                }

                @Override
                public void writeArrayValueSeparator(JsonGenerator out) throws IOException {
                  out.writeRaw(", ");
                }
              })
          .with(JsonWriteFeature.ESCAPE_NON_ASCII);

  private PythonText() {}

  /** As str prints it: text as it is. */
  public static String str(Object value) {
    return value instanceof String text ? text : repr(value);
  }

  /** As json.dumps prints it: a space after each comma and colon, and ASCII alone. */
  public static String json(@Nullable Object value) {
    try {
      return DUMPS.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a value cannot be written as JSON", e);
    }
  }

  private static String repr(@Nullable Object value) {
    return switch (value) {
      case null -> "None";
      case Boolean flag -> flag ? "True" : "False";
      case String text -> quoted(text);
      case List<?> list ->
          list.stream().map(PythonText::repr).collect(Collectors.joining(", ", "[", "]"));
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(entry -> repr(entry.getKey()) + ": " + repr(entry.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
      case Object other -> other.toString();
    };
  }

  private static String quoted(String text) {
    var quote = text.contains("'") && !text.contains("\"") ? "\"" : "'";
    return quote
        + text.replace("\\", "\\\\")
            .replace("\n", "\\n")
            .replace("\r", "\\r")
            .replace("\t", "\\t")
            .replace(quote, "\\" + quote)
        + quote;
  }
}
