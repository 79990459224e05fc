package dev.updraft.runner.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Functions that Jinja has of itself. */
final class Functions {
  private static final int RANGE_MAX = 100_000; // as Jinja's sandbox

  private Functions() {}

  static Object dict(Call call) {
    var dict = new LinkedHashMap<@Nullable Object, @Nullable Object>();
    CollectionMethods.update(dict, call);
    return dict;
  }

  static Object range(Call call) {
    boolean one = !call.has(1, "stop");
    long start = one ? 0 : call.number(0, "start", 0);
    long stop = one ? call.number(0, "stop", 0) : call.number(1, "stop", 0);
    long step = call.number(2, "step", 1);
    if (step == 0) {
      throw new TemplateException("range() arg 3 must not be zero");
    }
    long count = Math.max(0, (stop - start + step - Long.signum(step)) / step);
    if (count > RANGE_MAX) {
      throw new TemplateException("Range too big. The sandbox blocks ranges larger than 100000.");
    }
    var text =
        step == 1
            ? "range(%d, %d)".formatted(start, stop)
            : "range(%d, %d, %d)".formatted(start, stop, step);
    Meter.items(count);
    var items = new ArrayList<@Nullable Object>();
    for (long i = 0; i < count; i++) {
      items.add(start + i * step);
    }
    return new View(text, items);
  }

  /** The pairs of a map, or of a list of pairs. */
  static Map<?, ?> pairs(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    var map = new LinkedHashMap<@Nullable Object, @Nullable Object>();
    for (var item : Filters.items(value)) {
      var pair = Filters.items(item);
      if (pair.size() != 2) {
        throw new TemplateException("a dict is made of pairs, not of " + PythonText.repr(item));
      }
      map.put(pair.get(0), pair.get(1));
    }
    return map;
  }
}
