package dev.updraft.api.execution;

import dev.updraft.api.http.Call;
import dev.updraft.api.http.Fields;
import java.util.Map;

/**
 * The dated version of the execution API a runner speaks. Older runners refuse fields they do not
 * know, so what was added after their version is left out.
 *
 * @param date such as {@code 2026-06-30}
 */
record ApiVersion(String date) {
  private static final String NEWEST = "2026-06-30";

  /** The fields of a run by the version that added them. */
  private static final Map<String, String> RUN_FIELDS =
      Map.of(
          "state", "2025-08-10",
          "triggering_user_name", "2025-11-05",
          "partition_key", "2026-04-06",
          "note", "2026-04-06",
          "team_name", "2026-06-30",
          "partition_date", "2026-06-30");

  private static final String CONF_NULLABLE = "2025-10-27";
  private static final String START_DATE_NULLABLE = "2026-04-06";
  private static final String UPSTREAM_MAP_INDEXES_GONE = "2026-04-06";

  /** The version a call names; the newest if it names none. */
  static ApiVersion of(Call call) {
    var date = call.http().header("airflow-api-version");
    return new ApiVersion(date == null || date.isBlank() ? NEWEST : date.strip());
  }

  boolean isBefore(String other) {
    return date.compareTo(other) < 0;
  }

  /** A run as this version has it. */
  Fields run(Fields run) {
    RUN_FIELDS.forEach((field, since) -> {
      if (isBefore(since)) {
        run.remove(field);
      }
    });
    if (isBefore(START_DATE_NULLABLE) && run.get("start_date") == null) {
      run.put("start_date", run.get("run_after"));
    }
    if (isBefore(CONF_NULLABLE) && run.get("conf") == null) {
      run.put("conf", Map.of());
    }
    return run;
  }

  /** A run context as this version has it. */
  Fields context(Fields context) {
    return isBefore(UPSTREAM_MAP_INDEXES_GONE)
        ? context.put("upstream_map_indexes", null)
        : context;
  }
}
