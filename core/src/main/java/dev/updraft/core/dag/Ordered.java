package dev.updraft.core.dag;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

final class Ordered {
  private Ordered() {}

  /** An unmodifiable copy that keeps the order, so that iteration never differs between runs. */
  static <K, V extends @Nullable Object> Map<K, V> copy(Map<K, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
