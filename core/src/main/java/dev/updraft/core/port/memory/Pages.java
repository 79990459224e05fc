package dev.updraft.core.port.memory;

import dev.updraft.core.port.Page;
import java.util.ArrayList;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/** Pages of a sorted map; a page begins after the key it is given. */
final class Pages {
  private Pages() {}

  static <T> Page<T> of(NavigableMap<String, T> all, @Nullable String from, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("a page's limit is " + limit + ", it must be at least 1");
    }
    var rest = from == null ? all : all.tailMap(from, false);
    var items = new ArrayList<T>();
    var last = "";
    for (var entry : rest.entrySet()) {
      if (items.size() == limit) {
        return new Page<>(items, last);
      }
      items.add(entry.getValue());
      last = entry.getKey();
    }
    return new Page<>(items, null);
  }
}
