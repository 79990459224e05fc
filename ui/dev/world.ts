import { specs, type DagSpec, type TaskSpec } from "./specs";

/** A run that the pretend server knows of. All else about it follows from its start and the time. */
export interface PretendRun {
  spec: DagSpec;
  id: string;
  type: "scheduled" | "manual";
  logicalDate: string | null;
  begin: number;
  conf: Record<string, unknown>;
  note: string | null;
}

const iso = (time: number) => new Date(time).toISOString();
const started = Date.now();

function history(spec: DagSpec): PretendRun[] {
  if (spec.id === "hello") return [];
  const count = spec.id === "warehouse_500" ? 26 : 18;
  const gap = (spec.everyMinutes ?? 300) * 60_000;
  return Array.from({ length: count }, (_, index) => {
    // The newest run of some DAGs has only just begun, so that there is something to watch.
    const running = index === 0 && (spec.id === "sales_report" || spec.id === "warehouse_500");
    const begin = running ? started - 4_000 : started - gap * (index + 0.4);
    const manual = spec.everyMinutes === null;
    return {
      spec,
      id: `${manual ? "manual" : "scheduled"}__${iso(begin).replace("Z", "+00:00")}`,
      type: manual ? ("manual" as const) : ("scheduled" as const),
      logicalDate: manual ? null : iso(begin),
      begin,
      conf: {},
      note: spec.reason ?? null,
    };
  });
}

export const world = {
  paused: new Map(specs.map((spec) => [spec.id, spec.paused])),
  runs: specs.flatMap(history),
};

export const specOf = (dagId: string) => specs.find((spec) => spec.id === dagId);

/** Newest first. */
export const runsOf = (dagId: string) =>
  world.runs.filter((run) => dagId === "~" || run.spec.id === dagId).sort((a, b) => b.begin - a.begin);

/** A number from 0 to 1 that stays the same for the same text. */
export function dice(text: string): number {
  let hash = 2166136261;
  for (const char of text) hash = Math.imul(hash ^ char.charCodeAt(0), 16777619);
  return ((hash >>> 0) % 1000) / 1000;
}

export const failuresOf = (run: PretendRun, task: TaskSpec) =>
  task.failures ?? (dice(run.id + task.id) < (run.spec.tasks.length > 100 ? 0.001 : 0.015) ? 9 : 0);

/** Whom a run greets: shows that the conf reached the task. */
export function greeted({ conf }: PretendRun): string {
  const name = conf["name"];
  return typeof name === "string" ? name : "world";
}
