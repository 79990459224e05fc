package dev.updraft.runner.template;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Python's slices. */
final class Slices {
  private Slices() {}

  static Object of(
      @Nullable Object base, @Nullable Long start, @Nullable Long stop, @Nullable Long step) {
    return switch (base) {
      case CharSequence text -> {
        var out = new StringBuilder();
        indexes(text.length(), start, stop, step).forEach(i -> out.append(text.charAt(i)));
        yield out.toString();
      }
      case List<?> list -> {
        var items = new ArrayList<@Nullable Object>();
        indexes(list.size(), start, stop, step).forEach(i -> items.add(list.get(i)));
        yield list instanceof Tuple ? new Tuple(items) : items;
      }
      case null, default ->
          throw new TemplateException(
              "'%s' object is not subscriptable".formatted(Types.name(base)));
    };
  }

  private static List<Integer> indexes(
      int size, @Nullable Long start, @Nullable Long stop, @Nullable Long given) {
    long step = given == null ? 1 : given;
    if (step == 0) {
      throw new TemplateException("slice step cannot be zero");
    }
    long from = bound(size, start, step > 0 ? 0 : size - 1, step);
    long to = bound(size, stop, step > 0 ? size : -1, step);
    Meter.items(Math.abs(to - from) / Math.abs(step));
    var indexes = new ArrayList<Integer>();
    for (long i = from; step > 0 ? i < to : i > to; i += step) {
      indexes.add((int) i);
    }
    return indexes;
  }

  private static long bound(int size, @Nullable Long given, long otherwise, long step) {
    if (given == null) {
      return otherwise;
    }
    long index = given < 0 ? given + size : given;
    return step > 0 ? Math.clamp(index, 0, size) : Math.clamp(index, -1, size - 1);
  }
}
