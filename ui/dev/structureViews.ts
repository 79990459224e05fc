import type { GridNode, RunSummary, TaskSummary } from "../src/api/grid";
import type { Structure, StructureEdge, StructureNode } from "../src/api/structure";
import { instancesOf } from "./runViews";
import { planOf } from "./plan";
import type { DagSpec, TaskSpec } from "./specs";
import type { PretendRun } from "./world";

/** Groups are told by the dots in the task ids. */
interface Tree {
  id: string;
  label: string;
  task: TaskSpec | null;
  children: Tree[];
}

function treeOf(spec: DagSpec): Tree[] {
  const root: Tree = { id: "", label: "", task: null, children: [] };
  for (const task of spec.tasks) {
    let at = root;
    const parts = task.id.split(".");
    parts.forEach((label, index) => {
      const id = parts.slice(0, index + 1).join(".");
      let next = at.children.find((child) => child.id === id);
      if (!next) {
        next = { id, label, task: index === parts.length - 1 ? task : null, children: [] };
        at.children.push(next);
      }
      at = next;
    });
  }
  return root.children;
}

const gridNode = (tree: Tree): GridNode => ({
  id: tree.id,
  label: tree.label,
  is_mapped: tree.task?.mapped === undefined ? null : true,
  children: tree.children.length > 0 ? tree.children.map(gridNode) : null,
});

export const gridStructure = (spec: DagSpec) => treeOf(spec).map(gridNode);

/** The outermost group that an edge leaves, if it leaves one. */
function leftGroup(from: string, to: string): string | undefined {
  const parts = from.split(".").slice(0, -1);
  const groups = parts.map((_, index) => parts.slice(0, index + 1).join("."));
  return groups.find((group) => !to.startsWith(`${group}.`));
}

/** Edges out of a group are gathered in its join node, as the real server does. */
export function structureOf(spec: DagSpec): Structure {
  const joins = new Set<string>();
  const edges = new Map<string, StructureEdge>();
  const connect = (source_id: string, target_id: string) => {
    const label = target_id === "render_report" ? "all regions" : null;
    edges.set(`${source_id} ${target_id}`, { source_id, target_id, label });
  };
  for (const task of spec.tasks) {
    for (const before of task.after) {
      const group = leftGroup(before, task.id);
      if (group === undefined) connect(before, task.id);
      else {
        joins.add(group);
        connect(before, `${group}.downstream_join_id`);
        connect(`${group}.downstream_join_id`, task.id);
      }
    }
  }
  const node = (tree: Tree): StructureNode => {
    const children = tree.children.map(node);
    if (joins.has(tree.id)) children.push({ id: `${tree.id}.downstream_join_id`, label: "", type: "join" });
    return {
      id: tree.id,
      label: tree.label,
      type: "task",
      is_mapped: tree.task?.mapped !== undefined,
      operator: tree.task?.operator ?? null,
      tooltip: tree.task === null ? `Group ${tree.id}` : null,
      children: children.length > 0 ? children : null,
    };
  };
  return { nodes: treeOf(spec).map(node), edges: [...edges.values()] };
}

const worst = ["failed", "upstream_failed", "up_for_retry", "running", "queued", "none", "success"];

export function summaryOf(run: PretendRun): RunSummary {
  const plan = planOf(run);
  const one = (tree: Tree): TaskSummary[] => {
    const below = tree.children.flatMap(one);
    const planned = plan.get(tree.id);
    const instances = planned ? instancesOf(run, planned) : [];
    const states = planned ? instances.map((each) => each.state) : below.map((each) => each.state);
    const counts: Record<string, number> = {};
    for (const state of states) counts[state ?? "none"] = (counts[state ?? "none"] ?? 0) + 1;
    const state = worst.find((each) => each in counts);
    const mine = {
      task_id: tree.id,
      task_display_name: tree.id,
      state: state === undefined || state === "none" ? null : (state as TaskSummary["state"]),
      child_states: planned && planned.task.mapped === undefined ? null : counts,
      min_start_date: instances[0]?.start_date ?? below[0]?.min_start_date ?? null,
      max_end_date: instances[0]?.end_date ?? below.at(-1)?.max_end_date ?? null,
    };
    return [mine, ...below];
  };
  return { run_id: run.id, dag_id: run.spec.id, task_instances: treeOf(run.spec).flatMap(one) };
}
