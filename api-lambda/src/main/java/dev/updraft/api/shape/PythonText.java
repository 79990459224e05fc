package dev.updraft.api.shape;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** JSON values as Python's str prints them, which Airflow answers when asked to stringify. */
public final class PythonText {
  private PythonText() {}

  /** As str prints it: text as it is. */
  public static String str(Object value) {
    return value instanceof String text ? text : repr(value);
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
