package dev.updraft.runner.template;

import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.util.ObjectTruthValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Jinja's filters on lists and dicts. */
final class SequenceFilters {
  private SequenceFilters() {}

  static void register(Context context) {
    Filters.filter(context, "join", SequenceFilters::join);
    Filters.filter(context, "list", (value, _) -> Filters.items(value));
    Filters.filter(context, "items", (value, _) -> pairs(value));
    Filters.filter(context, "length", (value, _) -> (long) size(value));
    Filters.filter(context, "count", (value, _) -> (long) size(value));
    Filters.filter(context, "first", (value, _) -> end(value, true));
    Filters.filter(context, "last", (value, _) -> end(value, false));
    Filters.filter(context, "reverse", (value, _) -> reversed(value));
    Filters.filter(context, "sum", SequenceFilters::sum);
    Filters.filter(context, "max", (value, call) -> extreme(value, call, 1));
    Filters.filter(context, "min", (value, call) -> extreme(value, call, -1));
    Filters.filter(context, "sort", SequenceFilters::sorted);
    Filters.filter(context, "dictsort", SequenceFilters::dictsort);
    Filters.filter(context, "unique", SequenceFilters::unique);
    Filters.filter(context, "batch", SequenceFilters::batch);
    Filters.filter(context, "slice", SequenceFilters::slice);
    Filters.filter(context, "groupby", SequenceFilters::groupby);
    Filters.inContext(context, "map", SequenceFilters::map);
    Filters.inContext(
        context, "select", (value, call, in) -> selected(value, test(call, 0, in), ""));
    Filters.inContext(
        context, "reject", (value, call, in) -> selected(value, test(call, 0, in).negate(), ""));
    Filters.inContext(
        context,
        "selectattr",
        (value, call, in) -> selected(value, test(call, 1, in), call.text(0, "attribute")));
    Filters.inContext(
        context,
        "rejectattr",
        (value, call, in) ->
            selected(value, test(call, 1, in).negate(), call.text(0, "attribute")));
  }

  private static Object join(@Nullable Object value, Call call) {
    var attribute = call.get(1, "attribute");
    return TextMethods.joined(
        Filters.items(value),
        call.text(0, "d", ""),
        item -> PythonText.str(attribute == null ? item : attribute(item, attribute)));
  }

  /** An attribute by its name, its path with dots, or its position. */
  private static @Nullable Object attribute(@Nullable Object item, Object path) {
    var found = item;
    for (var name : PythonText.str(path).split("\\.", -1)) {
      if (found instanceof Undefined) {
        return found;
      }
      found = PythonResolver.item(found, name);
    }
    return found;
  }

  private static int size(@Nullable Object value) {
    if (!(value instanceof CharSequence) && Arithmetic.numeric(value)) {
      throw new TemplateException("object of type '%s' has no len()".formatted(Types.name(value)));
    }
    return value instanceof CharSequence text ? text.length() : Filters.items(value).size();
  }

  private static Object pairs(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return tuples(map);
    }
    throw new TemplateException("Can only get item pairs from a mapping.");
  }

  static List<@Nullable Object> tuples(Map<?, ?> map) {
    var pairs = new ArrayList<@Nullable Object>();
    map.forEach((key, value) -> pairs.add(new Tuple(Arrays.asList(key, value))));
    return pairs;
  }

  private static @Nullable Object end(@Nullable Object value, boolean first) {
    var items = Filters.items(value);
    if (items.isEmpty()) {
      return new Undefined("No %s item, sequence was empty.".formatted(first ? "first" : "last"));
    }
    return first ? items.getFirst() : items.getLast();
  }

  private static Object reversed(@Nullable Object value) {
    return value instanceof CharSequence text
        ? new StringBuilder(text).reverse().toString()
        : List.copyOf(Filters.items(value)).reversed();
  }

  private static Object sum(@Nullable Object value, Call call) {
    var attribute = call.get(0, "attribute");
    Object total = call.has(1, "start") ? call.number(1, "start", 0) : 0L;
    for (var item : Filters.items(value)) {
      total = Arithmetic.add(total, attribute == null ? item : attribute(item, attribute));
    }
    return total;
  }

  private static @Nullable Object key(@Nullable Object item, Call call, int caseIndex, int at) {
    var attribute = call.get(at, "attribute");
    var key = attribute == null ? item : attribute(item, attribute);
    boolean exact = Boolean.TRUE.equals(call.get(caseIndex, "case_sensitive"));
    return key instanceof CharSequence text && !exact
        ? text.toString().toLowerCase(Locale.ROOT)
        : key;
  }

  private static @Nullable Object extreme(@Nullable Object value, Call call, int sign) {
    @Nullable Object best = null;
    boolean none = true;
    for (var item : Filters.items(value)) {
      if (none
          || sign * Comparison.compare(key(item, call, 0, 1), key(best, call, 0, 1), "<") > 0) {
        best = item;
        none = false;
      }
    }
    return none ? new Undefined("No aggregated item, sequence was empty.") : best;
  }

  private static Object sorted(@Nullable Object value, Call call) {
    var items = new ArrayList<@Nullable Object>(Filters.items(value));
    Comparator<@Nullable Object> order =
        (a, b) -> Comparison.compare(key(a, call, 1, 2), key(b, call, 1, 2), "<");
    items.sort(Boolean.TRUE.equals(call.get(0, "reverse")) ? order.reversed() : order);
    return items;
  }

  private static Object dictsort(@Nullable Object value, Call call) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new TemplateException("'%s' has no items to sort".formatted(Types.name(value)));
    }
    int part = call.text(1, "by", "key").equals("value") ? 1 : 0;
    var by = new Call("dictsort", List.of(), fields(call, part));
    Comparator<@Nullable Object> order =
        (a, b) -> Comparison.compare(key(a, by, 1, 2), key(b, by, 1, 2), "<");
    var pairs = tuples(map);
    pairs.sort(Boolean.TRUE.equals(call.get(2, "reverse")) ? order.reversed() : order);
    return pairs;
  }

  private static Map<String, @Nullable Object> fields(Call call, int part) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("case_sensitive", call.get(0, "case_sensitive"));
    fields.put("attribute", (long) part);
    return fields;
  }

  private static Object unique(@Nullable Object value, Call call) {
    var seen = new ArrayList<@Nullable Object>();
    var kept = new ArrayList<@Nullable Object>();
    for (var item : Filters.items(value)) {
      var key = key(item, call, 0, 1);
      if (!Comparison.contains(seen, key)) {
        seen.add(key);
        kept.add(item);
      }
    }
    return kept;
  }

  private static Object batch(@Nullable Object value, Call call) {
    int size = (int) call.number(0, "linecount", 1);
    var fill = call.get(1, "fill_with");
    var batches = new ArrayList<@Nullable Object>();
    var items = Filters.items(value);
    for (int i = 0;
        i < items.size();
        i = (int) Math.min(items.size(), (long) i + Math.max(1, size))) {
      var batch =
          new ArrayList<@Nullable Object>(
              items.subList(i, (int) Math.min(items.size(), (long) i + Math.max(1, size))));
      Meter.items(fill == null ? batch.size() : size);
      while (fill != null && batch.size() < size) {
        batch.add(fill);
      }
      batches.add(batch);
    }
    return batches;
  }

  private static Object slice(@Nullable Object value, Call call) {
    var items = Filters.items(value);
    int slices = (int) Math.max(1, call.number(0, "slices", 1));
    var fill = call.get(1, "fill_with");
    Meter.items(slices);
    int each = items.size() / slices;
    int longer = items.size() % slices;
    var parts = new ArrayList<@Nullable Object>();
    int at = 0;
    for (int i = 0; i < slices; i++) {
      int end = at + each + (i < longer ? 1 : 0);
      var part = new ArrayList<@Nullable Object>(items.subList(at, end));
      if (fill != null && i >= longer) {
        part.add(fill);
      }
      parts.add(part);
      at = end;
    }
    return parts;
  }

  private static Object groupby(@Nullable Object value, Call call) {
    var attribute = call.text(0, "attribute");
    var groups = new LinkedHashMap<@Nullable Object, List<@Nullable Object>>();
    var items = new ArrayList<@Nullable Object>(Filters.items(value));
    items.sort((a, b) -> Comparison.compare(attribute(a, attribute), attribute(b, attribute), "<"));
    items.forEach(item ->
        groups.computeIfAbsent(attribute(item, attribute), _ -> new ArrayList<>()).add(item));
    return tuples(groups);
  }

  private static Object map(@Nullable Object value, Call call, JinjavaInterpreter interpreter) {
    var mapped = new ArrayList<@Nullable Object>();
    var attribute = call.named().get("attribute");
    for (var item : Filters.items(value)) {
      if (attribute != null) {
        var found = attribute(item, attribute);
        boolean missing = found instanceof Undefined && call.named().containsKey("default");
        mapped.add(missing ? call.named().get("default") : found);
      } else {
        var filter = interpreter.getContext().getFilter(call.text(0, "filter"));
        if (filter == null) {
          throw new TemplateException("No filter named '%s'.".formatted(call.text(0, "filter")));
        }
        var arguments = call.positional().subList(1, call.positional().size()).toArray();
        mapped.add(filter.filter(item, interpreter, arguments, call.named()));
      }
    }
    return mapped;
  }

  /** The test a filter names, or truth if it names none. */
  private static Predicate<@Nullable Object> test(
      Call call, int index, JinjavaInterpreter interpreter) {
    if (call.positional().size() <= index) {
      return ObjectTruthValue::evaluate;
    }
    var name = call.text(index, "test");
    var test = interpreter.getContext().getExpTest(name);
    if (test == null) {
      throw new TemplateException("No test named '%s'.".formatted(name));
    }
    var arguments = call.positional().subList(index + 1, call.positional().size()).toArray();
    return value -> test.evaluate(value, interpreter, arguments);
  }

  private static Object selected(
      @Nullable Object value, Predicate<@Nullable Object> test, String attribute) {
    var kept = new ArrayList<@Nullable Object>();
    for (var item : Filters.items(value)) {
      if (test.test(attribute.isEmpty() ? item : attribute(item, attribute))) {
        kept.add(item);
      }
    }
    return kept;
  }
}
