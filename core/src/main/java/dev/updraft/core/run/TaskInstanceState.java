package dev.updraft.core.run;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The state of a task instance, in Airflow's words. {@link #NONE} is Airflow's null. The codes are
 * part of the stored format: they never change.
 */
public enum TaskInstanceState {
  NONE(0),
  SCHEDULED(1),
  QUEUED(2),
  RUNNING(3),
  SUCCESS(4),
  RESTARTING(5),
  FAILED(6),
  UP_FOR_RETRY(7),
  UP_FOR_RESCHEDULE(8),
  UPSTREAM_FAILED(9),
  SKIPPED(10),
  DEFERRED(11),
  REMOVED(12);

  private static final TaskInstanceState[] BY_CODE = values();

  private final int code;

  TaskInstanceState(int code) {
    this.code = code;
  }

  /** The number that stands for it in stored vectors, from 0 to 15. */
  public int code() {
    return code;
  }

  /**
   * The state of this number.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static TaskInstanceState ofCode(int code) {
    if (code < 0 || code >= BY_CODE.length) {
      throw new IllegalArgumentException(code + " is not the code of a task instance state");
    }
    return BY_CODE[code];
  }

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
