package dev.updraft.parser.definition;

import dev.updraft.parser.yaml.Value;
import dev.updraft.parser.yaml.Value.Entry;
import dev.updraft.parser.yaml.Value.Fields;
import dev.updraft.parser.yaml.Value.Items;
import dev.updraft.parser.yaml.Value.Leaf;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How defaults reach a DAG, as dag-factory 1.1.0 merges them. */
public final class Merging {
  private static final String ARGS = "default_args";

  private Merging() {}

  /**
   * The {@code defaults.yml} files as one: nearer keys win, the keys of {@code default_args} are
   * merged one by one, tags are united.
   *
   * @param files the farthest first
   */
  public static Map<String, Entry> directories(List<Fields> files) {
    var merged = new LinkedHashMap<String, Entry>();
    for (var file : files) {
      file.entries()
          .forEach((key, entry) ->
              merged.merge(
                  key,
                  entry,
                  (far, near) ->
                      switch (key) {
                        case ARGS -> new Entry(near.at(), over(near.value(), far.value()));
                        case "tags" -> new Entry(near.at(), union(far.value(), near.value()));
                        default -> near;
                      }));
    }
    return merged;
  }

  /**
   * What holds for one DAG: its own keys; then those of the directories, {@code default_args} left
   * aside; then those of the file's {@code default}, mappings merged recursively; and as {@code
   * default_args} its own over the file's over the directories'.
   */
  public static Fields dag(Fields own, Map<String, Entry> fileDefault, Map<String, Entry> above) {
    var merged = new LinkedHashMap<>(own.entries());
    above.forEach((key, entry) -> {
      if (!key.equals(ARGS)) {
        merged.putIfAbsent(key, entry);
      }
    });
    fill(merged, fileDefault);
    if (above.get(ARGS) != null) {
      fill(merged, Map.of(ARGS, above.get(ARGS)));
    }
    return new Fields(own.at(), Collections.unmodifiableSequencedMap(merged));
  }

  private static void fill(Map<String, Entry> target, Map<String, Entry> defaults) {
    defaults.forEach((key, entry) ->
        target.merge(
            key,
            entry,
            (have, add) ->
                have.value() instanceof Fields a && add.value() instanceof Fields b
                    ? new Entry(have.at(), deep(a, b))
                    : have));
  }

  private static Fields deep(Fields own, Fields defaults) {
    var merged = new LinkedHashMap<>(own.entries());
    fill(merged, defaults.entries());
    return new Fields(own.at(), Collections.unmodifiableSequencedMap(merged));
  }

  private static Value over(Value near, Value far) {
    if (!(near instanceof Fields a) || !(far instanceof Fields b)) {
      return near.isNull() ? far : near;
    }
    var merged = new LinkedHashMap<>(b.entries());
    merged.putAll(a.entries());
    return new Fields(a.at(), Collections.unmodifiableSequencedMap(merged));
  }

  private static Value union(Value far, Value near) {
    if (!(far instanceof Items a) || !(near instanceof Items b)) {
      return near;
    }
    var tags = new TreeMap<String, Value>();
    for (var items : List.of(a, b)) {
      for (var item : items.items()) {
        tags.put(item instanceof Leaf leaf ? leaf.text() : item.kind(), item);
      }
    }
    return new Items(b.at(), List.copyOf(tags.values()));
  }
}
