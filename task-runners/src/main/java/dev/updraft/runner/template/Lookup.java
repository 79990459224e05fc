package dev.updraft.runner.template;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code var.value}, {@code var.json} and {@code conn}: whatever attribute is asked for is looked
 * up, and {@code get} looks up with a default.
 *
 * @param what what is looked up, such as {@code Variable}
 * @param optional whether {@code get} without a default gives None
 * @param find looks up
 */
record Lookup(String what, boolean optional, Function<String, Optional<Object>> find)
    implements PythonObject {
  @Override
  public @Nullable Object attribute(String name) {
    return name.equals("get")
        ? new Method(name, call -> find.apply(key(call)).orElseGet(() -> otherwise(call)))
        : find.apply(name).orElseThrow(() -> absent(name));
  }

  private String key(Call call) {
    return call.text(0, optional ? "conn_id" : "key");
  }

  private @Nullable Object otherwise(Call call) {
    var name = optional ? "default_conn" : "default";
    if (!optional && !call.has(1, name)) {
      throw absent(key(call));
    }
    return call.get(1, name);
  }

  private TemplateException absent(String name) {
    return new TemplateException(
        "%s '%s' does not exist".formatted(what.toLowerCase(java.util.Locale.ROOT), name));
  }

  @Override
  public String toString() {
    return "<" + what + "Accessor (dynamic access)>";
  }
}
