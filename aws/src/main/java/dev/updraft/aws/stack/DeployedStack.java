package dev.updraft.aws.stack;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A stack as CloudFormation describes it.
 *
 * @param name its name
 * @param status CloudFormation's word for its state, such as {@code UPDATE_COMPLETE}
 * @param changedAt when it was deployed last
 * @param outputs its outputs by their keys
 */
public record DeployedStack(
    String name, String status, @Nullable Instant changedAt, SortedMap<String, String> outputs) {
  public DeployedStack {
    outputs = new TreeMap<>(outputs);
  }

  /** An output; null if the stack has none of that key. */
  public @Nullable String output(String key) {
    return outputs.get(key);
  }
}
