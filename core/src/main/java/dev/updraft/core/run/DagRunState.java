package dev.updraft.core.run;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The state of a run, in Airflow's words. */
public enum DagRunState {
  QUEUED,
  RUNNING,
  SUCCESS,
  FAILED;

  /** Airflow's name, in small letters. */
  @JsonValue
  public String airflowName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The value with Airflow's name.
   *
   * @throws IllegalArgumentException if there is none
   */
  @JsonCreator
  public static DagRunState of(String airflowName) {
    for (var value : values()) {
      if (value.airflowName().equals(airflowName)) {
        return value;
      }
    }
    throw new IllegalArgumentException("'" + airflowName + "' is not a DagRunState");
  }
}
