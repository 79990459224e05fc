package dev.updraft.api.execution;

import dev.updraft.api.http.ApiProblem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Python's slices of lists. */
final class Slice {
  private Slice() {}

  /** The items {@code list[start:stop:step]} has in Python. */
  static <T> List<T> of(
      List<T> list, @Nullable Integer start, @Nullable Integer stop, @Nullable Integer step) {
    int by = step == null ? 1 : step;
    if (by == 0) {
      throw ApiProblem.badRequest("slice step cannot be zero");
    }
    int size = list.size();
    int low = by > 0 ? 0 : -1;
    int high = by > 0 ? size : size - 1;
    int from = start == null ? (by > 0 ? low : high) : bound(start, size, low, high);
    int to = stop == null ? (by > 0 ? high : low) : bound(stop, size, low, high);
    var items = new ArrayList<T>();
    for (long i = from; by > 0 ? i < to : i > to; i += by) {
      items.add(list.get(Math.toIntExact(i)));
    }
    return items;
  }

  private static int bound(int index, int size, int low, int high) {
    return Math.clamp(index < 0 ? index + size : index, low, Math.max(low, high));
  }
}
