package dev.updraft.parser.yaml;

import dev.updraft.core.dag.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text read as YAML.
 *
 * @param root its value; null for an empty text
 * @param duplicates the keys that stand more than once in one mapping; their last value counts
 */
public record Document(@Nullable Value root, List<Duplicate> duplicates) {
  public Document {
    duplicates = List.copyOf(duplicates);
  }

  /**
   * A key that stands more than once in one mapping.
   *
   * @param top the top-level key it is under, or the key itself
   * @param key the key
   * @param at where it stands again
   * @param first where it stood first
   */
  public record Duplicate(String top, String key, Position at, Position first) {}
}
