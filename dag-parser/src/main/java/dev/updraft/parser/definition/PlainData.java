package dev.updraft.parser.definition;

import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Data on its way into core's records. Their compact constructors take maps with null values, but
 * javac leaves the annotation that says so out of the class file.
 */
@SuppressWarnings("NullAway")
final class PlainData {
  private PlainData() {}

  static Map<String, Object> of(Map<String, @Nullable Object> map) {
    return map;
  }

  static SortedMap<String, Object> of(SortedMap<String, @Nullable Object> map) {
    return map;
  }
}
