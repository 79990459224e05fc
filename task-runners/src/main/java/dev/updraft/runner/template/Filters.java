package dev.updraft.runner.template;

import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.exptest.ExpTest;
import com.hubspot.jinjava.lib.filter.Filter;
import com.hubspot.jinjava.util.ObjectTruthValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Airflow's filters, and those of Jinja that jinjava has otherwise. */
final class Filters {
  private Filters() {}

  static void register(Context context) {
    time(context, "ds", "%Y-%m-%d");
    time(context, "ds_nodash", "%Y%m%d");
    time(context, "ts_nodash", "%Y%m%dT%H%M%S");
    filter(context, "ts", (value, _) -> moment(value, "ts").iso("T"));
    filter(
        context,
        "ts_nodash_with_tz",
        (value, _) -> moment(value, "ts_nodash_with_tz").iso("T").replaceAll("[-:](?=\\d\\d)", ""));
    filter(context, "default", Filters::defaulted);
    filter(context, "d", Filters::defaulted);
    filter(context, "string", (value, _) -> PythonText.str(value));
    filter(context, "join", Filters::join);
    filter(context, "list", (value, _) -> items(value));
    filter(context, "tojson", (value, _) -> PythonJson.forHtml(value));
    filter(context, "items", (value, _) -> pairs(value));
    filter(
        context, "upper", (value, _) -> PythonText.str(value).toUpperCase(java.util.Locale.ROOT));
    filter(
        context, "lower", (value, _) -> PythonText.str(value).toLowerCase(java.util.Locale.ROOT));
    filter(context, "replace", Filters::replace);
    filter(context, "int", Filters::integer);
    filter(context, "float", Filters::decimal);
    filter(context, "length", (value, _) -> (long) size(value));
    filter(context, "count", (value, _) -> (long) size(value));
    filter(
        context,
        "first",
        (value, _) ->
            items(value).isEmpty()
                ? new Undefined("No first item, sequence was empty.")
                : items(value).getFirst());
    filter(
        context,
        "last",
        (value, _) ->
            items(value).isEmpty()
                ? new Undefined("No last item, sequence was empty.")
                : items(value).getLast());
    filter(
        context,
        "format",
        (value, call) ->
            PercentFormat.format(
                PythonText.str(value),
                call.named().isEmpty() ? new Tuple(call.positional()) : call.named()));
    filter(context, "round", Filters::round);
    filter(context, "sum", Filters::sum);
    filter(context, "max", (value, _) -> extreme(value, 1));
    filter(context, "min", (value, _) -> extreme(value, -1));
    test(context, "defined", value -> !(value instanceof Undefined));
    test(context, "undefined", value -> value instanceof Undefined);
    test(context, "none", value -> !(value instanceof Undefined) && value == null);
    test(context, "mapping", value -> value instanceof Map);
    test(context, "string", value -> value instanceof CharSequence);
    test(
        context,
        "sequence",
        value ->
            value instanceof Collection || value instanceof CharSequence || value instanceof Map);
  }

  private static void time(Context context, String name, String format) {
    filter(context, name, (value, _) -> Strftime.format(moment(value, name).time(), format));
  }

  private static Moment moment(@Nullable Object value, String filter) {
    if (value instanceof Moment moment) {
      return moment;
    }
    throw new TemplateException(
        "filter '%s' needs a time, not %s".formatted(filter, Types.name(value)));
  }

  private static @Nullable Object defaulted(@Nullable Object value, Call call) {
    boolean falsy = Boolean.TRUE.equals(call.get(1, "boolean"));
    if (value instanceof Undefined || (falsy && !ObjectTruthValue.evaluate(value))) {
      return call.has(0, "default_value") ? call.get(0, "default_value") : "";
    }
    return value;
  }

  private static Object join(@Nullable Object value, Call call) {
    var attribute = call.get(1, "attribute");
    return items(value).stream()
        .map(item -> attribute != null && item instanceof Map<?, ?> map ? map.get(attribute) : item)
        .map(PythonText::str)
        .collect(Collectors.joining(call.text(0, "d", "")));
  }

  static List<? extends @Nullable Object> items(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> new ArrayList<@Nullable Object>(map.keySet());
      case Collection<?> items -> new ArrayList<@Nullable Object>(items);
      case CharSequence text -> text.isEmpty() ? List.of() : List.of(text.toString().split(""));
      case null, default ->
          throw new TemplateException("'%s' object is not iterable".formatted(Types.name(value)));
    };
  }

  private static int size(@Nullable Object value) {
    return value instanceof CharSequence text ? text.length() : items(value).size();
  }

  private static Object pairs(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> new Tuple(Arrays.asList(entry.getKey(), entry.getValue())))
          .toList();
    }
    throw new TemplateException("Can only get item pairs from a mapping.");
  }

  private static Object replace(@Nullable Object value, Call call) {
    var method = TextMethods.find(PythonText.str(value), "replace");
    return java.util.Objects.requireNonNull(
        java.util.Objects.requireNonNull(method).evaluate(call.positional().toArray()));
  }

  private static @Nullable Object integer(@Nullable Object value, Call call) {
    try {
      return value instanceof CharSequence text
          ? (Object) (long) Double.parseDouble(text.toString().strip().replace("_", ""))
          : (Object) Arithmetic.number(value).longValue();
    } catch (NumberFormatException | TemplateException e) {
      return value instanceof Undefined
          ? Types.name(value)
          : call.has(0, "default") ? call.get(0, "default") : (Object) 0L;
    }
  }

  private static @Nullable Object decimal(@Nullable Object value, Call call) {
    try {
      return value instanceof CharSequence text
          ? Double.parseDouble(text.toString().strip())
          : Arithmetic.number(value).doubleValue();
    } catch (NumberFormatException | TemplateException e) {
      return value instanceof Undefined
          ? Types.name(value)
          : call.has(0, "default") ? call.get(0, "default") : (Object) 0.0;
    }
  }

  private static Object round(@Nullable Object value, Call call) {
    var mode =
        switch (call.text(1, "method", "common")) {
          case "ceil" -> java.math.RoundingMode.CEILING;
          case "floor" -> java.math.RoundingMode.FLOOR;
          default -> java.math.RoundingMode.HALF_EVEN;
        };
    return new java.math.BigDecimal(Arithmetic.number(value).doubleValue())
        .setScale((int) call.number(0, "precision", 0), mode)
        .doubleValue();
  }

  private static Object sum(@Nullable Object value, Call call) {
    var attribute = call.get(0, "attribute");
    Object total = call.has(1, "start") ? call.number(1, "start", 0) : 0L;
    for (var item : items(value)) {
      total =
          Arithmetic.add(
              total,
              attribute != null && item instanceof Map<?, ?> map ? map.get(attribute) : item);
    }
    return total;
  }

  private static @Nullable Object extreme(@Nullable Object value, int sign) {
    return items(value).stream()
        .max((a, b) -> sign * Comparison.compare(a, b, "<"))
        .orElseThrow(() -> new TemplateException("No aggregated item, sequence was empty."));
  }

  private static void filter(
      Context context, String name, BiFunction<@Nullable Object, Call, @Nullable Object> body) {
    context.registerFilter(
        new Filter() {
          @Override
          public String getName() {
            return name;
          }

          @Override
          public @Nullable Object filter(
              @Nullable Object value, JinjavaInterpreter interpreter, String... arguments) {
            return filter(value, interpreter, arguments, Map.of());
          }

          @Override
          public @Nullable Object filter(
              @Nullable Object value,
              JinjavaInterpreter interpreter,
              @Nullable Object[] arguments,
              Map<String, Object> named) {
            return body.apply(value, new Call(name, Arrays.asList(arguments), Map.copyOf(named)));
          }
        });
  }

  private static void test(Context context, String name, Predicate<@Nullable Object> body) {
    context.registerExpTest(
        new ExpTest() {
          @Override
          public String getName() {
            return name;
          }

          @Override
          public boolean evaluate(
              @Nullable Object value,
              JinjavaInterpreter interpreter,
              @Nullable Object... arguments) {
            return body.test(value);
          }
        });
  }
}
