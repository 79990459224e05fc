package dev.updraft.runner.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.updraft.core.wire.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** JSON as Python's {@code json.dumps} writes it, on one line with blanks after separators. */
public final class PythonJson {
  private static final ObjectWriter WRITER = Json.MAPPER.writer(printer(Separators.Spacing.AFTER));
  private static final Pattern NOT_ASCII = Pattern.compile("[^\\x00-\\x7f]");
  private static final Set<String> ARGUMENTS = Set.of("indent", "sort_keys", "ensure_ascii");

  private PythonJson() {}

  /** The value as JSON. */
  static String dumps(@Nullable Object value) {
    return dumps(value, null, false);
  }

  /** As Python's {@code json.dumps} with its arguments. */
  static String dumps(Call call) {
    for (var name : call.named().keySet()) {
      if (!ARGUMENTS.contains(name)) {
        throw new TemplateException("argument '%s' of json.dumps is not supported".formatted(name));
      }
    }
    var value = serializable(call.get(0, "obj"));
    return dumps(
        Boolean.TRUE.equals(call.named().get("sort_keys")) ? sorted(value) : value,
        call.named().get("indent"),
        !Boolean.FALSE.equals(call.named().get("ensure_ascii")));
  }

  private static String dumps(@Nullable Object value, @Nullable Object indent, boolean ascii) {
    var writer = indent == null ? WRITER : Json.MAPPER.writer(indented(indent));
    try {
      var json = writer.writeValueAsString(plain(value));
      return ascii ? ascii(json) : json;
    } catch (JsonProcessingException e) {
      throw new TemplateException("cannot be written as JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static String ascii(String json) {
    return NOT_ASCII
        .matcher(json)
        .replaceAll(found -> "\\\\u%04x".formatted((int) found.group().charAt(0)));
  }

  /** The value, if Python's encoder would take it. */
  private static @Nullable Object serializable(@Nullable Object value) {
    Meter.step();
    switch (value) {
      case Map<?, ?> map -> map.values().forEach(PythonJson::serializable);
      case View _ -> throw new TemplateException("Object is not JSON serializable");
      case List<?> list -> list.forEach(PythonJson::serializable);
      case EnumText _ -> {}
      case CharSequence text -> Meter.text(text.length());
      case PythonObject object ->
          throw new TemplateException(
              "Object of type %s is not JSON serializable".formatted(Types.name(object)));
      case null, default -> {}
    }
    return value;
  }

  private static DefaultPrettyPrinter indented(Object indent) {
    int width = Arithmetic.number(indent).intValue();
    if (width < 0 || width > 100) {
      throw new TemplateException("indent must be between 0 and 100, it is " + width);
    }
    var indenter = new DefaultIndenter(" ".repeat(width), "\n");
    var printer = printer(Separators.Spacing.NONE);
    printer.indentArraysWith(indenter);
    printer.indentObjectsWith(indenter);
    return printer;
  }

  /** As Jinja's {@code tojson}: keys sorted, safe within HTML. */
  static String forHtml(@Nullable Object value, @Nullable Object indent) {
    return dumps(sorted(serializable(value)), indent, true)
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
    Meter.step();
    return switch (value) {
      case Moment moment -> moment.iso("T");
      case EnumText text -> text.value();
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

  private static @Nullable Object sorted(@Nullable Object value) {
    Meter.step();
    return switch (value) {
      case Map<?, ?> map -> {
        var sorted = new TreeMap<String, @Nullable Object>();
        map.forEach((key, item) -> sorted.put(PythonText.str(key), sorted(item)));
        yield sorted;
      }
      case List<?> list -> {
        var items = new ArrayList<@Nullable Object>();
        list.forEach(item -> items.add(sorted(item)));
        yield items;
      }
      case null, default -> value;
    };
  }

  private static DefaultPrettyPrinter printer(Separators.Spacing afterEntries) {
    var printer =
        new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEntrySpacing(afterEntries)
                .withArrayValueSpacing(afterEntries)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator(""));
    printer.indentArraysWith(new DefaultPrettyPrinter.NopIndenter());
    printer.indentObjectsWith(new DefaultPrettyPrinter.NopIndenter());
    return printer;
  }
}
