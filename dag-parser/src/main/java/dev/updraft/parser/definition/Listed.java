package dev.updraft.parser.definition;

import dev.updraft.core.dag.Position;
import dev.updraft.parser.yaml.Value;
import dev.updraft.parser.yaml.Value.Entry;
import dev.updraft.parser.yaml.Value.Fields;
import dev.updraft.parser.yaml.Value.Items;
import dev.updraft.parser.yaml.Value.Leaf;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One task or group of a file, before its meaning is read.
 *
 * @param name its name, without the names of its groups
 * @param at where its name stands
 * @param fields its keys
 */
record Listed(String name, Position at, Fields fields) {
  /** How many tasks or groups one DAG may have. */
  static final int MAX = 20_000;

  /**
   * The entries of {@code tasks} or {@code task_groups}: a mapping by name, or a list of mappings
   * that hold their names under a key.
   */
  static List<Listed> of(@Nullable Value value, String key, String nameKey, Problems problems) {
    var all = new ArrayList<Listed>();
    switch (value) {
      case null -> {}
      case Fields fields ->
          fields.entries().forEach((name, entry) -> add(name, entry, all, key, problems));
      case Items items -> list(items, key, nameKey, all, problems);
      case Leaf leaf when leaf.value() == null -> {}
      case Leaf leaf ->
          problems.error(
              leaf.at(), key, "expected a mapping or a list of mappings, this is " + leaf.kind());
    }
    if (all.size() > MAX && value != null) {
      problems.error(
          value.at(), key, "has %d entries, at most %d are allowed".formatted(all.size(), MAX));
      return List.of();
    }
    return all;
  }

  private static void add(
      String name, Entry entry, List<Listed> all, String key, Problems problems) {
    if (entry.value() instanceof Fields fields) {
      all.add(new Listed(name, entry.at(), fields));
    } else if (entry.value().isNull() && key.equals("task_groups")) {
      all.add(
          new Listed(name, entry.at(), new Fields(entry.at(), new java.util.LinkedHashMap<>())));
    } else {
      problems.error(
          entry.at(), key, name + ": expected a mapping, this is " + entry.value().kind());
    }
  }

  private static void list(
      Items items, String key, String nameKey, List<Listed> all, Problems problems) {
    var names = new HashSet<String>();
    for (var item : items.items()) {
      if (!(item instanceof Fields fields)) {
        problems.error(
            item.at(),
            key,
            "expected mappings with the key %s, this is %s".formatted(nameKey, item.kind()));
      } else if (!(fields.given(nameKey) instanceof Leaf name)) {
        problems.error(item.at(), key, "an entry has no " + nameKey + alternative(fields, nameKey));
      } else if (!names.add(name.text())) {
        problems.error(name.at(), nameKey, "'" + name.text() + "' is there twice");
      } else {
        all.add(new Listed(name.text(), name.at(), fields));
      }
    }
  }

  private static String alternative(Fields fields, String nameKey) {
    return fields.entries().keySet().stream()
        .filter(key -> NearestKey.of(key, List.of(nameKey)).isPresent())
        .findFirst()
        .map(key -> ", did you mean " + nameKey + " for " + key + "?")
        .orElse("");
  }
}
