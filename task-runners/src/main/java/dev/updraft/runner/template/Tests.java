package dev.updraft.runner.template;

import com.hubspot.jinjava.el.ext.AbstractCallableMethod;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.exptest.ExpTest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Jinja's tests, what comes after {@code is}. */
final class Tests {
  private Tests() {}

  static void register(Context context) {
    test(context, "defined", value -> !(value instanceof Undefined));
    test(context, "undefined", value -> value instanceof Undefined);
    test(context, "none", Objects::isNull);
    test(context, "mapping", value -> value instanceof Map);
    test(context, "string", value -> value instanceof CharSequence);
    test(context, "number", value -> value instanceof Number || value instanceof Boolean);
    test(context, "callable", value -> value instanceof AbstractCallableMethod);
    test(context, "sequence", Tests::sequence);
    test(context, "iterable", Tests::sequence);
    for (var name : List.of("eq", "equalto", "==")) {
      compare(context, name, Comparison::equal);
    }
    for (var name : List.of("ne", "!=")) {
      compare(context, name, (a, b) -> !Comparison.equal(a, b));
    }
    for (var name : List.of("gt", "greaterthan", ">")) {
      compare(context, name, (a, b) -> Comparison.compare(a, b, ">") > 0);
    }
    for (var name : List.of("ge", ">=")) {
      compare(context, name, (a, b) -> Comparison.compare(a, b, ">=") >= 0);
    }
    for (var name : List.of("lt", "lessthan", "<")) {
      compare(context, name, (a, b) -> Comparison.compare(a, b, "<") < 0);
    }
    for (var name : List.of("le", "<=")) {
      compare(context, name, (a, b) -> Comparison.compare(a, b, "<=") <= 0);
    }
    compare(context, "in", (item, container) -> Comparison.contains(container, item));
  }

  private static boolean sequence(@Nullable Object value) {
    return value instanceof Collection || value instanceof CharSequence || value instanceof Map;
  }

  private static void compare(
      Context context, String name, BiPredicate<@Nullable Object, @Nullable Object> body) {
    context.registerExpTest(
        new Named(
            name,
            (value, arguments) -> {
              if (arguments.length != 1) {
                throw new TemplateException("test '%s' needs one argument".formatted(name));
              }
              return body.test(value, arguments[0]);
            }));
  }

  private static void test(Context context, String name, Predicate<@Nullable Object> body) {
    context.registerExpTest(new Named(name, (value, _) -> body.test(value)));
  }

  private record Named(String name, BiPredicate<@Nullable Object, @Nullable Object[]> body)
      implements ExpTest {
    @Override
    public String getName() {
      return name;
    }

    @Override
    public boolean evaluate(
        @Nullable Object value, JinjavaInterpreter interpreter, @Nullable Object... arguments) {
      return body.test(value, arguments);
    }
  }
}
