package dev.updraft.runner.template;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Python's comparisons. */
final class Comparison {
  private Comparison() {}

  static boolean equal(@Nullable Object a, @Nullable Object b) {
    Meter.step();
    if (Arithmetic.numeric(a) && Arithmetic.numeric(b)) {
      return Double.compare(Arithmetic.number(a).doubleValue(), Arithmetic.number(b).doubleValue())
          == 0;
    } else if (a instanceof CharSequence first && b instanceof CharSequence second) {
      return CharSequence.compare(first, second) == 0;
    } else if (a instanceof List<?> first && b instanceof List<?> second) {
      return first.size() == second.size() && firstDifference(first, second) < 0;
    } else if (a instanceof Moment first && b instanceof Moment second) {
      return first.compareTo(second) == 0;
    } else if (a instanceof Undefined || b instanceof Undefined) {
      throw new TemplateException(Types.name(a instanceof Undefined ? a : b));
    }
    return Objects.equals(a, b);
  }

  static int compare(@Nullable Object a, @Nullable Object b, String operator) {
    Meter.step();
    if (Arithmetic.numeric(a) && Arithmetic.numeric(b)) {
      return Double.compare(Arithmetic.number(a).doubleValue(), Arithmetic.number(b).doubleValue());
    } else if (a instanceof CharSequence first && b instanceof CharSequence second) {
      return CharSequence.compare(first, second);
    } else if (a instanceof Moment first && b instanceof Moment second) {
      return first.compareTo(second);
    } else if (a instanceof Delta first && b instanceof Delta second) {
      return first.duration().compareTo(second.duration());
    } else if (a instanceof List<?> first && b instanceof List<?> second) {
      int at = firstDifference(first, second);
      return at < 0
          ? Integer.compare(first.size(), second.size())
          : compare(first.get(at), second.get(at), operator);
    }
    throw new TemplateException(
        "'%s' not supported between instances of '%s' and '%s'"
            .formatted(operator, Types.name(a), Types.name(b)));
  }

  static boolean contains(@Nullable Object container, @Nullable Object item) {
    return switch (container) {
      case CharSequence text when item instanceof CharSequence part ->
          has(text.toString(), part.toString());
      case Map<?, ?> map -> map.keySet().stream().anyMatch(key -> equal(key, item));
      case Collection<?> list -> list.stream().anyMatch(each -> equal(each, item));
      case null, default ->
          throw new TemplateException(
              "argument of type '%s' is not iterable".formatted(Types.name(container)));
    };
  }

  private static boolean has(String text, String part) {
    TextSearch.counted(text, part);
    return text.contains(part);
  }

  private static int firstDifference(List<?> a, List<?> b) {
    Iterator<?> others = b.iterator();
    int index = 0;
    for (Object item : a) {
      if (!others.hasNext()) {
        return -1;
      }
      if (!equal(item, others.next())) {
        return index;
      }
      index++;
    }
    return -1;
  }
}
