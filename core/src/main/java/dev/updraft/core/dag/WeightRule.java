package dev.updraft.core.dag;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/** How a task's effective priority follows from its own and its relatives' priority weights. */
public enum WeightRule {
  /** Its own weight and those of all tasks after it. */
  DOWNSTREAM,
  /** Its own weight and those of all tasks before it. */
  UPSTREAM,
  /** Its own weight. */
  ABSOLUTE;

  /** Airflow's name, such as {@code downstream}. */
  @JsonValue
  public String airflowName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The rule with Airflow's name, if there is one. */
  public static Optional<WeightRule> of(String airflowName) {
    for (var rule : values()) {
      if (rule.airflowName().equals(airflowName)) {
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }

  @JsonCreator
  static WeightRule parse(String airflowName) {
    return of(airflowName)
        .orElseThrow(
            () -> new IllegalArgumentException("'" + airflowName + "' is not a weight rule"));
  }
}
