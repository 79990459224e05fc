package dev.updraft.runner.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The methods of dicts and lists. */
final class CollectionMethods {
  private CollectionMethods() {}

  static @Nullable Method ofMap(Map<?, ?> map, String name) {
    return switch (name) {
      case "items" -> new Method(name, _ -> View.of("dict_items", SequenceFilters.tuples(map)));
      case "keys" -> new Method(name, _ -> View.of("dict_keys", new ArrayList<>(map.keySet())));
      case "values" -> new Method(name, _ -> View.of("dict_values", new ArrayList<>(map.values())));
      case "copy" -> new Method(name, _ -> new LinkedHashMap<>(map));
      case "update" ->
          new Method(
              name,
              call -> {
                update(writable(map), call);
                return null;
              });
      case "setdefault" ->
          new Method(
              name,
              call -> {
                writable(map).putIfAbsent(call.get(0, "key"), call.get(1, "default"));
                return map.get(call.get(0, "key"));
              });
      case "pop" -> new Method(name, call -> pop(map, call));
      case "get" ->
          new Method(
              name,
              call -> {
                var key = call.get(0, "key");
                return map.containsKey(key) ? map.get(key) : call.get(1, "default");
              });
      default -> null;
    };
  }

  @SuppressWarnings("unchecked")
  private static Map<@Nullable Object, @Nullable Object> writable(Map<?, ?> map) {
    return (Map<@Nullable Object, @Nullable Object>) map;
  }

  static void update(Map<@Nullable Object, @Nullable Object> map, Call call) {
    if (!call.positional().isEmpty()) {
      map.putAll(Functions.pairs(call.positional().getFirst()));
    }
    map.putAll(call.named());
  }

  private static @Nullable Object pop(Map<?, ?> map, Call call) {
    var key = call.get(0, "key");
    if (!map.containsKey(key) && !call.has(1, "default")) {
      throw new TemplateException("KeyError: " + PythonText.repr(key));
    }
    return map.containsKey(key) ? map.remove(key) : call.get(1, "default");
  }

  @SuppressWarnings("unchecked")
  private static List<@Nullable Object> writable(List<?> list) {
    return (List<@Nullable Object>) list;
  }

  static @Nullable Method ofList(List<?> list, String name) {
    return switch (name) {
      case "index" -> new Method(name, call -> (long) indexOf(list, call.get(0, "value")));
      case "count" ->
          new Method(
              name,
              call -> {
                var value = call.get(0, "value");
                return list.stream().filter(item -> Comparison.equal(item, value)).count();
              });
      case "copy" -> new Method(name, _ -> new ArrayList<@Nullable Object>(list));
      case "pop" ->
          new Method(
              name,
              call -> {
                int at = (int) call.number(0, "index", -1);
                return writable(list).remove(at < 0 ? at + list.size() : at);
              });
      case "append", "extend", "insert", "remove", "reverse", "sort" ->
          new Method(
              name,
              call -> {
                change(writable(list), name, call);
                return null;
              });
      default -> null;
    };
  }

  private static void change(List<@Nullable Object> list, String how, Call call) {
    switch (how) {
      case "append" -> list.add(call.get(0, "object"));
      case "extend" -> list.addAll(Filters.items(call.get(0, "iterable")));
      case "insert" -> list.add((int) call.number(0, "index", 0), call.get(1, "object"));
      case "remove" -> list.remove(indexOf(list, call.get(0, "value")));
      case "reverse" -> Collections.reverse(list);
      default -> {
        list.sort((a, b) -> Comparison.compare(a, b, "<"));
        if (Boolean.TRUE.equals(call.get(1, "reverse"))) {
          Collections.reverse(list);
        }
      }
    }
  }

  private static int indexOf(List<?> list, @Nullable Object value) {
    for (int i = 0; i < list.size(); i++) {
      if (Comparison.equal(list.get(i), value)) {
        return i;
      }
    }
    throw new TemplateException(PythonText.repr(value) + " is not in list");
  }
}
