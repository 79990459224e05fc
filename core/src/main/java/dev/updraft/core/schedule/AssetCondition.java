package dev.updraft.core.schedule;

import java.util.List;

/** Which assets must have been updated. */
public sealed interface AssetCondition {
  /**
   * One asset.
   *
   * @param name its name
   * @param uri its URI
   */
  record Asset(String name, String uri) implements AssetCondition {}

  /** Any of these. */
  record AnyOf(List<AssetCondition> of) implements AssetCondition {
    public AnyOf {
      of = List.copyOf(of);
    }
  }

  /** All of these. */
  record AllOf(List<AssetCondition> of) implements AssetCondition {
    public AllOf {
      of = List.copyOf(of);
    }
  }
}
