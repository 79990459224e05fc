package dev.updraft.runner.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a call in a template.
 *
 * @param method what is called
 * @param positional those by position
 * @param named those by name
 */
record Call(String method, List<@Nullable Object> positional, Map<String, @Nullable Object> named) {
  boolean has(int index, String name) {
    return index < positional.size() || named.containsKey(name);
  }

  @Nullable Object get(int index, String name) {
    var value = index < positional.size() ? positional.get(index) : named.get(name);
    if (value instanceof Undefined undefined) {
      throw new TemplateException("'%s' is undefined".formatted(undefined.name()));
    }
    return value;
  }

  String text(int index, String name) {
    var value = get(index, name);
    if (value == null) {
      throw new TemplateException("%s() lacks its argument '%s'".formatted(method, name));
    }
    return PythonText.str(value);
  }

  String text(int index, String name, String otherwise) {
    return get(index, name) == null ? otherwise : text(index, name);
  }

  long number(int index, String name, long otherwise) {
    return (long) decimal(index, name, (double) otherwise);
  }

  double decimal(int index, String name, double otherwise) {
    return switch (get(index, name)) {
      case null -> otherwise;
      case Number number -> number.doubleValue();
      case Boolean bool -> bool ? 1 : 0;
      default ->
          throw new TemplateException("argument '%s' of %s() is no number".formatted(name, method));
    };
  }
}
