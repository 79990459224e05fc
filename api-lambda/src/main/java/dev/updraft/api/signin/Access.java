package dev.updraft.api.signin;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which role each operation needs. The permissions are those of Airflow's FAB auth manager, whose
 * roles are nested: the least role that has an operation's permission says it all. What is not
 * written here nobody may do.
 */
public final class Access {
  private static final String ATTEMPTS = " /execution/";
  private static final String DAG = "/api/v2/dags/{dag_id}";
  private static final String RUNS = DAG + "/dagRuns";
  private static final String RUN = RUNS + "/{dag_run_id}";
  private static final String INSTANCES = RUN + "/taskInstances";
  private static final String TASK = INSTANCES + "/{task_id}";
  private static final Map<String, Need> NEEDS = new HashMap<>();

  static {
    open("GET /api/v2/version", "GET /api/v2/monitor/health");
    needs(Role.PUBLIC, "GET /ui/config", "GET /ui/auth/me", "GET /ui/auth/menus");
    viewersReadDags();
    viewersReadRuns();
    needs(
        Role.VIEWER,
        "GET /api/v2/importErrors",
        "GET /api/v2/importErrors/{import_error_id}",
        "GET /api/v2/pools",
        "GET /api/v2/pools/{pool_name:path}");
    needs(
        Role.USER,
        "PATCH " + DAG,
        "POST " + RUNS,
        "PATCH " + RUN,
        "PATCH " + TASK,
        "PATCH " + TASK + "/{map_index}");
    needs(
        Role.OP,
        "GET /api/v2/config",
        "GET /api/v2/config/section/{section}/option/{option}",
        "POST /api/v2/pools",
        "PATCH /api/v2/pools/{pool_name:path}",
        "DELETE /api/v2/pools/{pool_name:path}",
        "GET /api/v2/variables",
        "POST /api/v2/variables",
        "GET /api/v2/variables/{variable_key:path}",
        "PATCH /api/v2/variables/{variable_key:path}",
        "DELETE /api/v2/variables/{variable_key:path}");
  }

  private Access() {}

  private static void viewersReadDags() {
    needs(
        Role.VIEWER,
        "GET /api/v2/dags",
        "GET " + DAG,
        "GET " + DAG + "/details",
        "GET /api/v2/dagTags",
        "GET /api/v2/dagStats",
        "GET " + DAG + "/dagVersions",
        "GET " + DAG + "/dagVersions/{version_number}",
        "GET /api/v2/dagSources/{dag_id}",
        "GET " + DAG + "/tasks",
        "GET " + DAG + "/tasks/{task_id}",
        "GET /ui/dags",
        "GET /ui/dags/{dag_id}/latest_run",
        "GET /ui/dashboard/dag_stats",
        "GET /ui/grid/structure/{dag_id}",
        "GET /ui/structure/structure_data");
  }

  private static void viewersReadRuns() {
    needs(
        Role.VIEWER,
        "GET " + RUNS,
        "GET " + RUN,
        "GET " + INSTANCES,
        "GET " + TASK,
        "GET " + TASK + "/listMapped",
        "GET " + TASK + "/tries",
        "GET " + TASK + "/tries/{task_try_number}",
        "GET " + TASK + "/{map_index}",
        "GET " + TASK + "/{map_index}/tries",
        "GET " + TASK + "/{map_index}/tries/{task_try_number}",
        "GET " + TASK + "/logs/{try_number}",
        "GET " + TASK + "/xcomEntries",
        "GET " + TASK + "/xcomEntries/{xcom_key:path}",
        "GET /ui/grid/runs/{dag_id}",
        "GET /ui/grid/ti_summaries/{dag_id}");
  }

  private static void open(String... operations) {
    for (var operation : operations) {
      NEEDS.put(operation, new Need.Nothing());
    }
  }

  private static void needs(Role role, String... operations) {
    for (var operation : operations) {
      NEEDS.put(operation, new Need.AtLeast(role));
    }
  }

  /**
   * What an operation needs; empty if nothing is known of it.
   *
   * @param operation the method and the route's pattern, such as {@code GET /api/v2/dags/{dag_id}}
   */
  public static Optional<Need> of(String operation) {
    return operation.contains(ATTEMPTS)
        ? Optional.of(new Need.AttemptToken())
        : Optional.ofNullable(NEEDS.get(operation));
  }

  /** Whether a user of this role may do this. */
  public static boolean allowed(Role role, String operation) {
    return of(operation)
        .map(need ->
            switch (need) {
              case Need.Nothing _ -> true;
              case Need.AttemptToken _ -> false;
              case Need.AtLeast(var least) -> role.includes(least);
            })
        .orElse(false);
  }

  /** What a caller must show. */
  public sealed interface Need {
    /** Nothing: Airflow leaves it open too. */
    record Nothing() implements Need {}

    /** An attempt's ticket or token, which the route checks itself. */
    record AttemptToken() implements Need {}

    /**
     * To be signed in with at least this role.
     *
     * @param role the role
     */
    record AtLeast(Role role) implements Need {}
  }
}
