package dev.updraft.core.plan;

import dev.updraft.core.id.RunId;
import dev.updraft.core.run.DagRunType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;

/** The ids of runs that nobody has named. */
public final class RunIds {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MICROS =
      new DateTimeFormatterBuilder()
          .append(SECONDS)
          .appendFraction(ChronoField.NANO_OF_SECOND, 6, 6, true)
          .toFormatter()
          .withZone(ZoneOffset.UTC);

  private RunIds() {}

  /**
   * Airflow's id: the type, and the time the run may start as Python's {@code isoformat} prints it,
   * such as {@code scheduled__2026-01-01T00:00:00+00:00}.
   */
  public static RunId of(DagRunType type, Instant runAfter) {
    var micros = runAfter.truncatedTo(ChronoUnit.MICROS);
    boolean whole = micros.equals(micros.truncatedTo(ChronoUnit.SECONDS));
    var time = (whole ? SECONDS : MICROS).format(micros);
    return new RunId(type.airflowName() + "__" + time + "+00:00");
  }
}
