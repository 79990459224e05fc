package dev.updraft.parser.yaml;

import dev.updraft.core.dag.Position;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** A value of a YAML file, with its place. */
public sealed interface Value {
  /** Where it stands. */
  Position at();

  /**
   * The value as plain data: text, {@code Long}, {@code Double}, {@code Boolean}, null, lists and
   * maps in the file's order. Dates become ISO-8601 text.
   */
  @Nullable Object plain();

  /** What kind of value it is, for messages. */
  String kind();

  /** Whether it is null. */
  default boolean isNull() {
    return this instanceof Leaf leaf && leaf.value() == null;
  }

  /**
   * A scalar.
   *
   * @param at where it stands
   * @param value text, {@code Long}, {@code Double}, {@code Boolean}, null, or a {@code LocalDate},
   *     {@code LocalDateTime} or {@code OffsetDateTime}
   * @param text as written
   */
  record Leaf(Position at, @Nullable Object value, String text) implements Value {
    @Override
    public @Nullable Object plain() {
      return switch (value) {
        case null -> null;
        case Long number -> number;
        case Double number -> number;
        case Boolean truth -> truth;
        case Object other -> other.toString();
      };
    }

    @Override
    public String kind() {
      return switch (value) {
        case null -> "null";
        case Boolean _ -> "a boolean";
        case Long _ -> "a whole number";
        case Double _ -> "a number";
        case String _ -> "text";
        case Object _ -> "a date";
      };
    }
  }

  /**
   * A list.
   *
   * @param at where it begins
   * @param items what it holds
   */
  record Items(Position at, List<Value> items) implements Value {
    @Override
    public List<@Nullable Object> plain() {
      var list = new ArrayList<@Nullable Object>(items.size());
      for (var item : items) {
        list.add(item.plain());
      }
      return Collections.unmodifiableList(list);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /**
   * A mapping.
   *
   * @param at where it begins
   * @param entries by key, in the file's order
   */
  record Fields(Position at, SequencedMap<String, Entry> entries) implements Value {
    /** The value of a key; null if the key is absent. */
    public @Nullable Value get(String key) {
      var entry = entries.get(key);
      return entry == null ? null : entry.value();
    }

    /** The value of a key; null if the key is absent or its value is null. */
    public @Nullable Value given(String key) {
      var value = get(key);
      return value == null || value.isNull() ? null : value;
    }

    /** The text of a key; null if the key is absent or its value is not text. */
    public @Nullable String text(String key) {
      return get(key) instanceof Leaf leaf && leaf.value() instanceof String text ? text : null;
    }

    @Override
    public Map<String, @Nullable Object> plain() {
      var map = new LinkedHashMap<String, @Nullable Object>();
      entries.forEach((key, entry) -> map.put(key, entry.value().plain()));
      return Collections.unmodifiableMap(map);
    }

    @Override
    public String kind() {
      return "a mapping";
    }
  }

  /**
   * One entry of a mapping.
   *
   * @param at where its key stands
   * @param value its value
   */
  record Entry(Position at, Value value) {}
}
