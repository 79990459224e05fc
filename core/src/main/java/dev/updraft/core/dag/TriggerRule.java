package dev.updraft.core.dag;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/** When a task runs, judged by the states of its direct upstream task instances. */
public enum TriggerRule {
  ALL_SUCCESS,
  ALL_FAILED,
  ALL_DONE,
  ALL_DONE_MIN_ONE_SUCCESS,
  ALL_DONE_SETUP_SUCCESS,
  ONE_SUCCESS,
  ONE_FAILED,
  ONE_DONE,
  NONE_FAILED,
  NONE_FAILED_MIN_ONE_SUCCESS,
  NONE_SKIPPED,
  ALL_SKIPPED,
  ALWAYS;

  /** Airflow's name, such as {@code all_success}. */
  @JsonValue
  public String airflowName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The rule with Airflow's name, if there is one. The names that Airflow had before are
   * understood: {@code dummy} for {@code always}, {@code none_failed_or_skipped} for {@code
   * none_failed_min_one_success}.
   */
  public static Optional<TriggerRule> of(String airflowName) {
    for (var rule : values()) {
      if (rule.airflowName().equals(airflowName)) {
        return Optional.of(rule);
      }
    }
    return switch (airflowName) {
      case "dummy" -> Optional.of(ALWAYS);
      case "none_failed_or_skipped" -> Optional.of(NONE_FAILED_MIN_ONE_SUCCESS);
      default -> Optional.empty();
    };
  }

  @JsonCreator
  static TriggerRule parse(String airflowName) {
    return of(airflowName)
        .orElseThrow(
            () -> new IllegalArgumentException("'" + airflowName + "' is not a trigger rule"));
  }
}
