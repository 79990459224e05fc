package dev.updraft.core.run;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What triggered a run, in Airflow's words. */
public enum DagRunTriggeredBy {
  CLI,
  OPERATOR,
  REST_API,
  UI,
  TEST,
  TIMETABLE,
  ASSET,
  BACKFILL;

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
  public static DagRunTriggeredBy of(String airflowName) {
    for (var value : values()) {
      if (value.airflowName().equals(airflowName)) {
        return value;
      }
    }
    throw new IllegalArgumentException("'" + airflowName + "' is not a DagRunTriggeredBy");
  }
}
