import { dagOf, detailsOf, lightRun, version } from "./dagViews";
import { logOf } from "./logView";
import { page, Refusal, type Route } from "./route";
import { planOf } from "./plan";
import { allInstances, gridRun, instanceOf, instancesOf, runOf, triesOf } from "./runViews";
import { specs } from "./specs";
import { gridStructure, structureOf, summaryOf } from "./structureViews";
import { others } from "./otherRoutes";
import { runsOf, specOf, world } from "./world";

const spec = (dagId = "") => {
  const found = specOf(dagId);
  if (!found) throw new Refusal(404, `The Dag with ID: \`${dagId}\` was not found`);
  return found;
};

const run = (dagId = "", runId = "") => {
  const found = runsOf(dagId).find((one) => one.id === runId);
  if (!found)
    throw new Refusal(404, `The DagRun with dag_id: \`${dagId}\` and run_id: \`${runId}\` was not found`);
  return found;
};

const planned = (dagId = "", runId = "", taskId = "") => {
  const found = planOf(run(dagId, runId)).get(taskId);
  if (!found)
    throw new Refusal(
      404,
      `The Task Instance with dag_id: \`${dagId}\`, run_id: \`${runId}\` and task_id: \`${taskId}\` was not found`,
    );
  return found;
};

const instances = "/api/v2/dags/:dag/dagRuns/:run/taskInstances";

export const routes: Route[] = [
  [
    "GET",
    "/ui/dags",
    ({ query }) => {
      const search = query.get("dag_id_pattern")?.toLowerCase() ?? "";
      const paused = query.get("paused");
      const tags = query.getAll("tags");
      const found = specs
        .filter((one) => one.id.toLowerCase().includes(search))
        .filter((one) => paused === null || String(world.paused.get(one.id)) === paused)
        .filter((one) => tags.every((tag) => one.tags.includes(tag)));
      const count = Number(query.get("dag_runs_limit") ?? 5);
      return {
        dags: page(found, query).map((one) => ({
          ...dagOf(one),
          latest_dag_runs: runsOf(one.id).slice(0, count).map(lightRun),
        })),
        total_entries: found.length,
      };
    },
  ],
  ["GET", "/api/v2/dags/:dag/details", ({ args }) => detailsOf(spec(args["dag"]))],
  [
    "PATCH",
    "/api/v2/dags/:dag",
    ({ args, body }) => {
      const { id } = spec(args["dag"]);
      world.paused.set(id, (body as { is_paused: boolean }).is_paused);
      return dagOf(spec(id));
    },
  ],
  [
    "GET",
    "/api/v2/dags/:dag/dagVersions",
    ({ args }) => ({
      dag_versions: [3, 2, 1].map((number) => version(spec(args["dag"]).id, number)),
      total_entries: 3,
    }),
  ],
  [
    "GET",
    "/api/v2/dagSources/:dag",
    ({ args, query }) => {
      const number = Number(query.get("version_number") ?? 3);
      return {
        content: number === 1 ? null : spec(args["dag"]).source,
        dag_id: args["dag"],
        version_number: number,
      };
    },
  ],
  [
    "GET",
    "/api/v2/dags/:dag/dagRuns",
    ({ args, query }) => {
      const states = query.getAll("state");
      const found = runsOf(args["dag"] ?? "")
        .map(runOf)
        .filter((one) => states.length === 0 || states.includes(one.state));
      return { dag_runs: page(found, query), total_entries: found.length };
    },
  ],
  [
    "POST",
    "/api/v2/dags/:dag/dagRuns",
    ({ args, body }) => {
      const one = spec(args["dag"]);
      const asked = body as {
        dag_run_id?: string;
        logical_date: string | null;
        conf?: Record<string, unknown>;
        note?: string;
      };
      const id = asked.dag_run_id ?? `manual__${new Date().toISOString().replace("Z", "+00:00")}`;
      if (runsOf(one.id).some((known) => known.id === id))
        throw new Refusal(409, `A run with id ${id} exists`);
      const made = {
        spec: one,
        id,
        type: "manual" as const,
        logicalDate: asked.logical_date,
        begin: Date.now(),
        conf: asked.conf ?? {},
        note: asked.note ?? one.reason ?? null,
      };
      world.runs.push(made);
      return runOf(made);
    },
  ],
  ["GET", "/api/v2/dags/:dag/dagRuns/:run", ({ args }) => runOf(run(args["dag"], args["run"]))],
  [
    "GET",
    instances,
    ({ args, query }) => {
      const states = query.getAll("state");
      const found = allInstances(run(args["dag"], args["run"])).filter(
        (one) => states.length === 0 || states.includes(one.state ?? "none"),
      );
      return { task_instances: page(found, query), total_entries: found.length };
    },
  ],
  [
    "GET",
    `${instances}/:task`,
    ({ args }) => {
      const one = planned(args["dag"], args["run"], args["task"]);
      if (one.task.mapped !== undefined)
        throw new Refusal(404, "Task instance is mapped, add the map_index value to the URL");
      return instanceOf(run(args["dag"], args["run"]), one, -1);
    },
  ],
  [
    "GET",
    `${instances}/:task/tries`,
    ({ args, query }) => {
      const found = triesOf(
        run(args["dag"], args["run"]),
        planned(args["dag"], args["run"], args["task"]),
        Number(query.get("map_index") ?? -1),
      );
      return { task_instances: found, total_entries: found.length };
    },
  ],
  [
    "GET",
    `${instances}/:task/listMapped`,
    ({ args, query }) => {
      const found = instancesOf(
        run(args["dag"], args["run"]),
        planned(args["dag"], args["run"], args["task"]),
      );
      return { task_instances: page(found, query), total_entries: found.length };
    },
  ],
  [
    "GET",
    `${instances}/:task/logs/:try`,
    ({ args, query }) => {
      const chunk = logOf(
        run(args["dag"], args["run"]),
        planned(args["dag"], args["run"], args["task"]),
        Number(args["try"]),
        query.get("token"),
      );
      if (!chunk) throw new Refusal(404, "TaskInstance not found");
      return chunk;
    },
  ],
  [
    "GET",
    `${instances}/:task/:index`,
    ({ args }) =>
      instanceOf(
        run(args["dag"], args["run"]),
        planned(args["dag"], args["run"], args["task"]),
        Number(args["index"]),
      ),
  ],
  ["GET", "/ui/structure/structure_data", ({ query }) => structureOf(spec(query.get("dag_id") ?? ""))],
  ["GET", "/ui/grid/structure/:dag", ({ args }) => gridStructure(spec(args["dag"]))],
  ["GET", "/ui/grid/runs/:dag", ({ args, query }) => page(runsOf(spec(args["dag"]).id), query).map(gridRun)],
  [
    "GET",
    "/ui/grid/ti_summaries/:dag",
    ({ args, query }) => ({
      lines: query.getAll("run_ids").map((id) => summaryOf(run(args["dag"], id))),
    }),
  ],
  ...others,
];

// The list of XComs and their values stand before `:index`, which would take their names for a number.
routes.unshift(
  [
    "GET",
    `${instances}/:task/xcomEntries`,
    ({ args }) => {
      planned(args["dag"], args["run"], args["task"]);
      const timestamp = new Date(1_795_000_000_000).toISOString();
      const entry = (key: string) => ({ key, timestamp, map_index: -1, task_id: args["task"] });
      return { xcom_entries: [entry("return_value"), entry("orders read")], total_entries: 2 };
    },
  ],
  [
    "GET",
    `${instances}/:task/xcomEntries/:key`,
    ({ args }) => ({
      key: args["key"],
      timestamp: new Date(1_795_000_000_000).toISOString(),
      value:
        args["key"] === "return_value" ? { orders: 1204, regions: ["emea", "apac"], total: 88_120.5 } : 1204,
    }),
  ],
);
