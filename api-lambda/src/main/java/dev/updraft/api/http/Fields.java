package dev.updraft.api.http;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object under construction: names and values in order, nulls kept. Airflow's answers have
 * up to forty fields, many of them null; each is named where it is set.
 */
public final class Fields {
  private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

  /** Sets a field. */
  public Fields put(String name, @Nullable Object value) {
    values.put(name, value);
    return this;
  }

  /** Sets a field, unless the value is null. */
  public Fields putIfKnown(String name, @Nullable Object value) {
    if (value != null) {
      values.put(name, value);
    }
    return this;
  }

  /** Sets some fields to null. */
  public Fields nulls(String... names) {
    for (var name : names) {
      values.put(name, null);
    }
    return this;
  }

  /** Sets all fields of another object. */
  public Fields putAll(Fields other) {
    values.putAll(other.values);
    return this;
  }

  /** Removes a field, if it is there. */
  public Fields remove(String name) {
    values.remove(name);
    return this;
  }

  /** The value of a field; null if it is null or not there. */
  public @Nullable Object get(String name) {
    return values.get(name);
  }

  /** The fields. */
  @JsonValue
  public Map<String, @Nullable Object> asMap() {
    return Collections.unmodifiableMap(values);
  }

  /** The same object without fields that are null, at any depth. */
  public Fields withoutNulls() {
    var known = new Fields();
    values.forEach((name, value) -> known.putIfKnown(name, pruned(value)));
    return known;
  }

  private static @Nullable Object pruned(@Nullable Object value) {
    return switch (value) {
      case Fields fields -> fields.withoutNulls();
      case List<?> list -> list.stream().map(Fields::prunedItem).toList();
      case null, default -> value;
    };
  }

  private static Object prunedItem(Object item) {
    return item instanceof Fields fields ? fields.withoutNulls() : item;
  }

  /** Airflow's shape of a list: the items under their name, and how many there are in all. */
  public static Fields list(String name, Collection<?> items, long total) {
    return new Fields().put(name, items).put("total_entries", total);
  }
}
