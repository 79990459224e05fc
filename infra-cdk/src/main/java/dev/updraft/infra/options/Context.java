package dev.updraft.infra.options;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The context as {@code cdk.json} and {@code -c key=value} give it, read with checks. */
final class Context {
  /** The CDK's own keys have signs that ours never have. */
  private static final Pattern OURS = Pattern.compile("[a-z][A-Za-z]*");

  private final Map<String, Object> values;
  private final TreeSet<String> asked = new TreeSet<>();

  Context(Map<String, Object> values) {
    this.values = values;
  }

  @Nullable String textOrNull(String key, String pattern, String expected) {
    asked.add(key);
    var value = values.get(key);
    if (value == null || value.equals("")) {
      return null;
    }
    var text = value.toString();
    if (!isScalar(value) || !Pattern.matches(pattern, text)) {
      throw new OptionException(key, value, expected);
    }
    return text;
  }

  String text(String key, String otherwise, String pattern, String expected) {
    var text = textOrNull(key, pattern, expected);
    return text == null ? otherwise : text;
  }

  int number(String key, int otherwise, int least, int most) {
    var expected = "a whole number from %d to %d".formatted(least, most);
    var text = textOrNull(key, "\\d{1,9}", expected);
    if (text == null) {
      return otherwise;
    }
    int number = Integer.parseInt(text);
    if (number < least || number > most) {
      throw new OptionException(key, text, expected);
    }
    return number;
  }

  /** One of an enum's constants, in lower case and with hyphens. */
  <E extends Enum<E>> E choice(String key, E otherwise) {
    var kind = otherwise.getDeclaringClass();
    var words = Arrays.stream(kind.getEnumConstants()).map(Context::word).toList();
    var expected = "one of " + String.join(", ", words);
    var text = textOrNull(key, ".*", expected);
    if (text == null) {
      return otherwise;
    }
    int at = words.indexOf(text);
    if (at < 0) {
      throw new OptionException(key, text, expected);
    }
    return kind.getEnumConstants()[at];
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A list, or text with commas. */
  List<String> list(String key, List<String> otherwise, String pattern, String expected, int most) {
    asked.add(key);
    var value = values.get(key);
    if (value == null || value.equals("")) {
      return otherwise;
    }
    List<?> parts =
        switch (value) {
          case List<?> list -> list;
          case String text -> List.of(text.split(",", -1));
          default -> throw new OptionException(key, value, expected + ", with commas between");
        };
    var found = new ArrayList<String>();
    for (var part : parts) {
      var text = String.valueOf(part).strip();
      if (!Pattern.matches(pattern, text) || found.contains(text) || found.size() == most) {
        throw new OptionException(
            key, value, "at most %d different ones of: %s".formatted(most, expected));
      }
      found.add(text);
    }
    return List.copyOf(found);
  }

  /** A JSON object of objects: names with what each says, as {@code cdk.json} writes them. */
  Map<String, Context> objects(String key, String pattern, String expected, int most) {
    asked.add(key);
    var value = values.get(key);
    if (value == null) {
      return Map.of();
    }
    if (!(value instanceof Map<?, ?> map) || map.size() > most) {
      throw new OptionException(key, value, expected);
    }
    var found = new LinkedHashMap<String, Context>();
    map.forEach((name, one) -> {
      var text = String.valueOf(name);
      if (!Pattern.matches(pattern, text) || !(one instanceof Map<?, ?> fields)) {
        throw new OptionException(key, value, expected);
      }
      var prefixed = new LinkedHashMap<String, Object>();
      fields.forEach((field, content) -> prefixed.put(String.valueOf(field), content));
      found.put(text, new Context(prefixed));
    });
    return found;
  }

  /** A JSON object of texts, as {@code cdk.json} writes it, in the order of its names. */
  SortedMap<String, String> texts(String key, String pattern, String expected, int most) {
    asked.add(key);
    var found = new TreeMap<String, String>();
    var value = values.get(key);
    if (value == null) {
      return found;
    }
    if (!(value instanceof Map<?, ?> map) || map.size() > most) {
      throw new OptionException(key, value, expected);
    }
    map.forEach((name, text) -> {
      if (!Pattern.matches(pattern, String.valueOf(name)) || !isScalar(text)) {
        throw new OptionException(key, value, expected);
      }
      found.put(String.valueOf(name), text.toString());
    });
    return found;
  }

  /** Refuses keys that look like ours and that nobody has asked for. */
  void refuseOthers(String where) {
    for (var key : values.keySet()) {
      if (OURS.matcher(key).matches() && !asked.contains(key)) {
        throw new OptionException(
            "%skey '%s' is unknown; expected one of %s"
                .formatted(where, key, String.join(", ", asked)));
      }
    }
  }

  private static boolean isScalar(@Nullable Object value) {
    return value instanceof String || value instanceof Number || value instanceof Boolean;
  }
}
