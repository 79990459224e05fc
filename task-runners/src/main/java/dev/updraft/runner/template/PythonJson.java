package dev.updraft.runner.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.updraft.core.wire.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** JSON as Python's {@code json.dumps} writes it, on one line with blanks after separators. */
public final class PythonJson {
  private static final ObjectWriter WRITER = Json.MAPPER.writer(printer());

  private PythonJson() {}

  /** The value as JSON. */
  static String dumps(@Nullable Object value) {
    try {
      return WRITER.writeValueAsString(plain(value));
    } catch (JsonProcessingException e) {
      throw new TemplateException("cannot be written as JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** As Jinja's {@code tojson}: keys sorted, safe within HTML. */
  static String forHtml(@Nullable Object value) {
    var sorted = value instanceof Map<?, ?> map ? sorted(map) : value;
    return dumps(sorted)
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("'", "\\u0027");
  }

  /** The value of JSON text. */
  static @Nullable Object loads(String text) {
    try {
      return Json.MAPPER.readValue(text, Object.class);
    } catch (JsonProcessingException e) {
      throw new TemplateException("not JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** The value without a template's own types: text, numbers, truth values, null, lists, maps. */
  public static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case Moment moment -> moment.iso("T");
      case PythonObject object -> object.toString();
      case Map<?, ?> map -> {
        var copy = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((key, item) -> copy.put(PythonText.str(key), plain(item)));
        yield copy;
      }
      case List<?> list ->
          list.stream()
              .map(item -> new Object[] {plain(item)})
              .map(box -> box[0])
              .collect(
                  java.util.ArrayList::new, java.util.ArrayList::add, java.util.ArrayList::addAll);
      case null, default -> value;
    };
  }

  private static Map<String, @Nullable Object> sorted(Map<?, ?> map) {
    var sorted = new TreeMap<String, @Nullable Object>();
    map.forEach((key, item) ->
        sorted.put(PythonText.str(key), item instanceof Map<?, ?> inner ? sorted(inner) : item));
    return sorted;
  }

  private static DefaultPrettyPrinter printer() {
    var printer =
        new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEntrySpacing(Separators.Spacing.AFTER)
                .withArrayValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator(""));
    printer.indentArraysWith(new DefaultPrettyPrinter.NopIndenter());
    printer.indentObjectsWith(new DefaultPrettyPrinter.NopIndenter());
    return printer;
  }
}
