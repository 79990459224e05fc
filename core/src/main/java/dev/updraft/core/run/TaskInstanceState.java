package dev.updraft.core.run;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The state of a task instance, in Airflow's words. {@link #NONE} is Airflow's null. The order is
 * part of the stored format: append only.
 */
public enum TaskInstanceState {
  NONE,
  SCHEDULED,
  QUEUED,
  RUNNING,
  SUCCESS,
  RESTARTING,
  FAILED,
  UP_FOR_RETRY,
  UP_FOR_RESCHEDULE,
  UPSTREAM_FAILED,
  SKIPPED,
  DEFERRED,
  REMOVED;

  /** Airflow's name, such as {@code up_for_retry}; null for {@link #NONE}. */
  @JsonValue
  public @Nullable String airflowName() {
    return this == NONE ? null : name().toLowerCase(Locale.ROOT);
  }

  /**
   * The state with Airflow's name.
   *
   * @throws IllegalArgumentException if there is none
   */
  @JsonCreator
  public static TaskInstanceState of(@Nullable String airflowName) {
    if (airflowName == null) {
      return NONE;
    }
    for (var state : values()) {
      if (airflowName.equals(state.airflowName())) {
        return state;
      }
    }
    throw new IllegalArgumentException("'" + airflowName + "' is not a task instance state");
  }

  /** Whether the task instance has ended, unless it is cleared. */
  public boolean isFinished() {
    return switch (this) {
      case SUCCESS, FAILED, SKIPPED, UPSTREAM_FAILED, REMOVED -> true;
      case NONE,
          SCHEDULED,
          QUEUED,
          RUNNING,
          RESTARTING,
          UP_FOR_RETRY,
          UP_FOR_RESCHEDULE,
          DEFERRED ->
          false;
    };
  }

  /** Whether it ended badly, by itself or by what came before it. */
  public boolean isFailure() {
    return this == FAILED || this == UPSTREAM_FAILED;
  }
}
