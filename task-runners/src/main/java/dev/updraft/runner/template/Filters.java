package dev.updraft.runner.template;

import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.filter.Filter;
import com.hubspot.jinjava.util.ObjectTruthValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Airflow's filters, and Jinja's on single values. */
final class Filters {
  private Filters() {}

  /** What a filter does to a value, within a template. */
  @FunctionalInterface
  interface Body {
    @Nullable Object apply(@Nullable Object value, Call call, JinjavaInterpreter interpreter);
  }

  static void register(Context context) {
    time(context, "ds", "%Y-%m-%d");
    time(context, "ds_nodash", "%Y%m%d");
    time(context, "ts_nodash", "%Y%m%dT%H%M%S");
    filter(context, "ts", (value, _) -> value == null ? null : moment(value, "ts").iso("T"));
    filter(
        context,
        "ts_nodash_with_tz",
        (value, _) ->
            value == null
                ? null
                : moment(value, "ts_nodash_with_tz").iso("T").replace("-", "").replace(":", ""));
    filter(context, "default", Filters::defaulted);
    filter(context, "d", Filters::defaulted);
    filter(context, "string", (value, _) -> PythonText.str(value));
    filter(context, "tojson", (value, call) -> PythonJson.forHtml(value, call.get(0, "indent")));
    filter(context, "int", Filters::integer);
    filter(context, "float", Filters::decimal);
    filter(context, "round", Filters::round);
    filter(context, "abs", (value, _) -> absolute(value));
    TextFilters.register(context);
    SequenceFilters.register(context);
    Tests.register(context);
  }

  private static void time(Context context, String name, String format) {
    filter(
        context,
        name,
        (value, _) -> value == null ? null : Strftime.format(moment(value, name).time(), format));
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

  /** What Python goes through when it iterates over a value. */
  static List<? extends @Nullable Object> items(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Meter.items(map.size());
        yield new ArrayList<@Nullable Object>(map.keySet());
      }
      case Collection<?> items -> {
        Meter.items(items.size());
        yield new ArrayList<@Nullable Object>(items);
      }
      case CharSequence text -> {
        Meter.items(text.length());
        yield text.isEmpty() ? List.of() : List.of(text.toString().split(""));
      }
      case null, default ->
          throw new TemplateException("'%s' object is not iterable".formatted(Types.name(value)));
    };
  }

  private static @Nullable Object integer(@Nullable Object value, Call call) {
    try {
      if (!(value instanceof CharSequence text)) {
        return Arithmetic.number(value).longValue();
      }
      int base = (int) call.number(1, "base", 10);
      var digits = text.toString().strip().replace("_", "");
      if (base == 10) {
        return (long) Double.parseDouble(digits);
      }
      var prefix = base == 16 ? "0[xX]" : base == 8 ? "0[oO]" : "0[bB]";
      return Long.parseLong(digits.replaceFirst("^(-?)" + prefix, "$1"), base);
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
    var method = call.text(1, "method", "common");
    var mode =
        switch (method) {
          case "common" -> java.math.RoundingMode.HALF_EVEN;
          case "ceil" -> java.math.RoundingMode.CEILING;
          case "floor" -> java.math.RoundingMode.FLOOR;
          default -> throw new TemplateException("method must be common, ceil or floor");
        };
    double rounded =
        new java.math.BigDecimal(Arithmetic.number(value).doubleValue())
            .setScale((int) call.number(0, "precision", 0), mode)
            .doubleValue();
    boolean whole = method.equals("common") && !(value instanceof Double);
    return whole ? (Object) (long) rounded : (Object) rounded;
  }

  private static Object absolute(@Nullable Object value) {
    return switch (value) {
      case Double decimal -> Math.abs(decimal);
      case Delta delta -> new Delta(delta.duration().abs());
      case null, default -> Math.abs(Arithmetic.number(value).longValue());
    };
  }

  static void filter(
      Context context, String name, BiFunction<@Nullable Object, Call, @Nullable Object> body) {
    inContext(context, name, (value, call, _) -> body.apply(value, call));
  }

  static void inContext(Context context, String name, Body body) {
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
            var call =
                new Call(name, Arrays.asList(arguments), new java.util.LinkedHashMap<>(named));
            Meter.step();
            return body.apply(value, call, interpreter);
          }
        });
  }
}
