package dev.updraft.parser.definition;

import dev.updraft.parser.yaml.Value;
import dev.updraft.parser.yaml.Value.Fields;
import dev.updraft.parser.yaml.Value.Items;
import dev.updraft.parser.yaml.Value.Leaf;
import java.util.LinkedHashMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Callbacks in all their forms: a function's path, a mapping with {@code callback} and its
 * arguments, a list of these, or a function's name and its file.
 */
final class Callbacks {
  private Callbacks() {}

  /** The callbacks by kind, as read; a name and its file become one mapping. */
  static SortedMap<String, @Nullable Object> read(FieldReader reader) {
    var callbacks = new TreeMap<String, @Nullable Object>();
    for (var kind : KnownKeys.CALLBACKS) {
      var value = reader.value(kind);
      if (value != null) {
        check(kind, value, reader);
        callbacks.put(kind, value.plain());
      }
      var name = reader.text(kind + "_name");
      var file = reader.text(kind + "_file");
      if (name != null && file != null) {
        var both = new LinkedHashMap<String, @Nullable Object>();
        both.put("name", name);
        both.put("file", file);
        callbacks.put(kind, both);
      }
    }
    return callbacks;
  }

  private static void check(String kind, Value value, FieldReader reader) {
    boolean fits =
        switch (value) {
          case Leaf leaf -> leaf.value() instanceof String;
          case Items items -> {
            items.items().forEach(item -> check(kind, item, reader));
            yield true;
          }
          case Fields fields -> fields.text("callback") != null || fields.text("__type__") != null;
        };
    if (!fits) {
      reader.error(
          kind,
          "expected a function's path, or a mapping with the key callback; this is "
              + value.kind());
    }
  }
}
