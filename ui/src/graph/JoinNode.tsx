import { Handle, Position } from "@xyflow/react";

export function JoinNode() {
  return (
    <div className="join">
      <Handle type="target" position={Position.Left} />
      <Handle type="source" position={Position.Right} />
    </div>
  );
}
