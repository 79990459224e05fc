package dev.updraft.runner.template;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A member of one of Airflow's enumerations of texts: written with its type's name, but equal to
 * its text and with a text's methods.
 *
 * @param type such as {@code DagRunType}
 * @param value such as {@code manual}
 */
record EnumText(String type, String value) implements PythonObject, CharSequence {
  @Override
  public @Nullable Object attribute(String name) {
    return switch (name) {
      case "value" -> value;
      case "name" -> value.toUpperCase(Locale.ROOT);
      default -> {
        var method = TextMethods.find(value, name);
        yield method == null ? missing(name) : method;
      }
    };
  }

  @Override
  public int length() {
    return value.length();
  }

  @Override
  public char charAt(int index) {
    return value.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return value.subSequence(start, end);
  }

  @Override
  public String toString() {
    return type + "." + value.toUpperCase(Locale.ROOT);
  }

  @Override
  public String repr() {
    return "<%s: '%s'>".formatted(this, value);
  }
}
