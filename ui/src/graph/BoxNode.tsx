import { Handle, type Node, type NodeProps, Position } from "@xyflow/react";
import { Link } from "react-router";
import type { TaskSummary } from "../api/grid";
import type { StructureNode } from "../api/structure";
import { taskLink } from "../app/links";
import { Icon } from "../design/Icon";
import { countsText, stateColor, stateOf } from "../states/state";
import { StateIcon } from "../states/StateIcon";

export type BoxNodeType = Node<{
  dagId: string;
  runId: string | null;
  node: StructureNode;
  isGroup: boolean;
  isOpen: boolean;
  summary: TaskSummary | undefined;
  onToggle: (groupId: string) => void;
}>;

/** A task, or a group: open as a frame around its tasks, closed as one box. */
export function BoxNode({ data }: NodeProps<BoxNodeType>) {
  const { dagId, runId, node, isGroup, isOpen, summary, onToggle } = data;
  const state = stateOf(summary?.state);
  const counts = summary?.child_states ? countsText(summary.child_states) : null;
  const title = [node.id, runId !== null && state, counts, node.tooltip].filter(Boolean).join("\n");
  const label = (
    <>
      {runId !== null && <StateIcon state={state} size={18} />}
      <span className="box-text">
        <span className="box-label">
          {node.label}
          {node.is_mapped === true && " [ ]"}
        </span>
        {!isOpen && <small>{isGroup ? (counts ?? "group") : (counts ?? node.operator)}</small>}
      </span>
      {runId !== null && <span className="spoken">{state}</span>}
    </>
  );
  return (
    <div
      className={`box${isOpen ? " open" : ""}${isGroup ? " group" : ""}`}
      style={{ borderColor: runId === null || state === "none" ? undefined : stateColor(state) }}
    >
      <Handle type="target" position={Position.Left} />
      {isGroup ? (
        <button
          type="button"
          className="box-face"
          title={title}
          aria-expanded={isOpen}
          onClick={() => {
            onToggle(node.id);
          }}
        >
          {label}
          <Icon name={isOpen ? "down" : "right"} />
        </button>
      ) : runId === null ? (
        <div className="box-face" title={title}>
          {label}
        </div>
      ) : (
        <Link className="box-face nopan" title={title} to={taskLink(dagId, runId, node.id)}>
          {label}
        </Link>
      )}
      <Handle type="source" position={Position.Right} />
    </div>
  );
}
