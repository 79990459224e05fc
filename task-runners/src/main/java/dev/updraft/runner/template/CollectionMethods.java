package dev.updraft.runner.template;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The methods of dicts and lists. */
final class CollectionMethods {
  private CollectionMethods() {}

  static @Nullable Method ofMap(Map<?, ?> map, String name) {
    return switch (name) {
      case "items" ->
          new Method(
              name,
              _ ->
                  map.entrySet().stream()
                      .map(entry -> new Tuple(Arrays.asList(entry.getKey(), entry.getValue())))
                      .toList());
      case "keys" -> new Method(name, _ -> new ArrayList<@Nullable Object>(map.keySet()));
      case "values" -> new Method(name, _ -> new ArrayList<@Nullable Object>(map.values()));
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
      case "append" ->
          new Method(
              name,
              call -> {
                ((List<@Nullable Object>) list).add(call.get(0, "object"));
                return null;
              });
      default -> null;
    };
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
