package dev.updraft.runner.template;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code var.value}, {@code var.json} and {@code conn}: whatever attribute is asked for is looked
 * up, and {@code get} looks up with a default.
 *
 * @param what what is looked up, for messages
 * @param find looks up
 */
record Lookup(String what, Function<String, Optional<Object>> find) implements PythonObject {
  @Override
  public @Nullable Object attribute(String name) {
    return name.equals("get")
        ? new Method(name, call -> find.apply(call.text(0, "key")).orElseGet(() -> otherwise(call)))
        : find.apply(name).orElseThrow(() -> absent(name));
  }

  private @Nullable Object otherwise(Call call) {
    if (!call.has(1, "default_var") && !call.named().containsKey("default")) {
      throw absent(call.text(0, "key"));
    }
    return call.named().containsKey("default")
        ? call.named().get("default")
        : call.get(1, "default_var");
  }

  private TemplateException absent(String name) {
    return new TemplateException("%s '%s' does not exist".formatted(what, name));
  }

  @Override
  public String toString() {
    return "<" + what + ">";
  }
}
