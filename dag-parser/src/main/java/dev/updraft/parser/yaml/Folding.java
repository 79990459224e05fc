package dev.updraft.parser.yaml;

import dev.updraft.parser.yaml.Value.Entry;
import dev.updraft.parser.yaml.Value.Fields;
import dev.updraft.parser.yaml.Value.Items;
import dev.updraft.parser.yaml.Value.Leaf;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/**
 * dag-factory's {@code __join__}, {@code __and__} and {@code __or__}, and {@code __type__:
 * builtins.list}. Conditions over texts become one text such as {@code (a & b)}; conditions over
 * objects stay as they are.
 */
public final class Folding {
  private Folding() {}

  /** The value with everything in it folded. */
  public static Value fold(Value value) {
    return switch (value) {
      case Leaf leaf -> leaf;
      case Items items -> new Items(items.at(), all(items.items()));
      case Fields fields -> fold(fields);
    };
  }

  private static Value fold(Fields fields) {
    if (fields.get("items") instanceof Items items
        && "builtins.list".equals(fields.text("__type__"))) {
      return new Items(fields.at(), all(items.items()));
    }
    if (fields.get("__and__") instanceof Items items) {
      return condition(fields, "__and__", items, " & ");
    }
    if (fields.get("__or__") instanceof Items items) {
      return condition(fields, "__or__", items, " | ");
    }
    if (fields.get("__join__") instanceof Items items) {
      var text = all(items.items()).stream().map(Folding::text).collect(Collectors.joining());
      return new Leaf(fields.at(), text, text);
    }
    var folded = new LinkedHashMap<String, Entry>();
    fields
        .entries()
        .forEach((key, entry) -> folded.put(key, new Entry(entry.at(), fold(entry.value()))));
    return new Fields(fields.at(), Collections.unmodifiableSequencedMap(folded));
  }

  private static Value condition(Fields fields, String key, Items items, String sign) {
    var folded = all(items.items());
    if (folded.stream().allMatch(Leaf.class::isInstance)) {
      var text = folded.stream().map(Folding::text).collect(Collectors.joining(sign, "(", ")"));
      return new Leaf(fields.at(), text, text);
    }
    var entries = new LinkedHashMap<String, Entry>();
    entries.put(key, new Entry(fields.at(), new Items(items.at(), folded)));
    return new Fields(fields.at(), Collections.unmodifiableSequencedMap(entries));
  }

  private static List<Value> all(List<Value> values) {
    var folded = new ArrayList<Value>(values.size());
    for (var value : values) {
      folded.add(fold(value));
    }
    return List.copyOf(folded);
  }

  private static String text(Value value) {
    return value instanceof Leaf leaf ? leaf.text() : String.valueOf(value.plain());
  }
}
