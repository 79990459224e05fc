import { page, type Route } from "./route";

const errors = [
  {
    import_error_id: 1,
    timestamp: new Date(Date.now() - 7_200_000).toISOString(),
    filename: "crm_sync.yaml",
    bundle_name: "dags",
    stack_trace:
      "crm_sync.yaml:14:7: unknown operator BahsOperator in task load; did you mean BashOperator?\n\n  13 |     load:\n  14 |       operator: BahsOperator\n     |       ^",
  },
  {
    import_error_id: 2,
    timestamp: new Date(Date.now() - 90_000).toISOString(),
    filename: "teams/growth/experiments/very_long_directory_name/assignment_export_daily.py",
    bundle_name: "dags",
    stack_trace:
      "Traceback (most recent call last):\n  File \"/dags/teams/growth/experiments/very_long_directory_name/assignment_export_daily.py\", line 3, in <module>\n    from growth.assignments import exporter_that_does_not_exist_any_more\nModuleNotFoundError: No module named 'growth'",
  },
];

const pool = (name: string, slots: number, running: number, queued: number, scheduled: number) => ({
  name,
  slots,
  description: name === "default_pool" ? "Default pool" : "Connections to the warehouse",
  include_deferred: false,
  occupied_slots: running + queued,
  running_slots: running,
  queued_slots: queued,
  scheduled_slots: scheduled,
  deferred_slots: 0,
  open_slots: slots < 0 ? -1 : slots - running - queued,
});

export const others: Route[] = [
  ["GET", "/api/v2/version", () => ({ version: "3.3.2", git_version: null })],
  [
    "GET",
    "/api/v2/monitor/health",
    () => ({
      metadatabase: { status: "healthy" },
      scheduler: { status: process.env["ILL"] ? "unhealthy" : "healthy", latest_scheduler_heartbeat: null },
      triggerer: { status: null, latest_triggerer_heartbeat: null },
      dag_processor: null,
    }),
  ],
  [
    "GET",
    "/ui/config",
    () => ({ instance_name: "Updraft", auto_refresh_interval: 3, fallback_page_limit: 50 }),
  ],
  ["GET", "/ui/auth/me", () => ({ id: "Anonymous", username: "Anonymous" })],
  [
    "GET",
    "/api/v2/importErrors",
    ({ query }) => ({ import_errors: page(errors, query), total_entries: errors.length }),
  ],
  [
    "GET",
    "/api/v2/pools",
    ({ query }) => {
      const pools = [
        pool("default_pool", 128, 22, 6, 3),
        pool("warehouse", 8, 7, 1, 40),
        pool("unlimited", -1, 3, 0, 0),
      ];
      return { pools: page(pools, query), total_entries: pools.length };
    },
  ],
];
