package dev.updraft.core.run;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why a run exists, in Airflow's words. */
public enum DagRunType {
  BACKFILL,
  SCHEDULED,
  MANUAL,
  OPERATOR_TRIGGERED,
  ASSET_TRIGGERED,
  ASSET_MATERIALIZATION;

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
  public static DagRunType of(String airflowName) {
    for (var value : values()) {
      if (value.airflowName().equals(airflowName)) {
        return value;
      }
    }
    throw new IllegalArgumentException("'" + airflowName + "' is not a DagRunType");
  }
}
