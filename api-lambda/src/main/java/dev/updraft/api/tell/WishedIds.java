package dev.updraft.api.tell;

import dev.updraft.core.id.RunId;
import dev.updraft.core.run.DagRunTriggeredBy;
import dev.updraft.core.run.DagRunType;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which ids of runs may be asked for, in Airflow's words: its {@code allowed_run_id_pattern}. */
final class WishedIds {
  private static final String ALLOWED = "^[A-Za-z0-9_.~:+-]+$";
  private static final String MADE =
      "^(?:manual|scheduled|asset_triggered)__(?:\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\+00:00)$";
  private static final Pattern PATTERN = Pattern.compile(ALLOWED);

  private WishedIds() {}

  /** Why an id cannot be given to a run; null if it can. */
  static @Nullable String problem(String runId, DagRunTriggeredBy by) {
    if (runId.contains("..")) {
      return "The run_id '%s' must not contain '..' to prevent path traversal".formatted(runId);
    }
    if (!PATTERN.matcher(runId).matches()) {
      return "The run_id provided '%s' does not match regex pattern '%s' or '%s'"
          .formatted(runId, ALLOWED, MADE);
    }
    if (by != DagRunTriggeredBy.OPERATOR && typeOf(runId) != DagRunType.MANUAL) {
      return "A manual DAG run cannot use ID '%s' since it is reserved for %s runs"
          .formatted(runId, typeOf(runId).airflowName());
    }
    try {
      new RunId(runId);
      return null;
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  private static DagRunType typeOf(String runId) {
    return Arrays.stream(DagRunType.values())
        .filter(type -> runId.startsWith(type.airflowName() + "__"))
        .findFirst()
        .orElse(DagRunType.MANUAL);
  }
}
