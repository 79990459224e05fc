import { useRef } from "react";
import { Background, Controls, type Edge, MiniMap, ReactFlow } from "@xyflow/react";
import type { TaskStates } from "../grid/useSummaries";
import { stateColor, stateOf } from "../states/state";
import { BoxNode, type BoxNodeType } from "./BoxNode";
import { JoinNode } from "./JoinNode";
import { beginning } from "./beginning";
import type { Direction, Layout } from "./layout";
import { RouteEdge } from "./RouteEdge";
import type { Line } from "./shape";
import "@xyflow/react/dist/style.css";
import "./graph.css";

const nodeTypes = { box: BoxNode, join: JoinNode };
const edgeTypes = { route: RouteEdge };

interface Props {
  dagId: string;
  runId: string | null;
  layout: Layout;
  direction: Direction;
  lines: Line[];
  states: TaskStates | undefined;
  closed: ReadonlySet<string>;
  onToggle: (groupId: string) => void;
}

export function Canvas({ dagId, runId, layout, direction, lines, states, closed, onToggle }: Props) {
  const nodes = layout.nodes.map(({ box, position, width, height, parent }) => ({
    id: box.node.id,
    type: box.node.type === "join" ? "join" : "box",
    position,
    width,
    height,
    ...(parent !== null && { parentId: parent }),
    data: {
      dagId,
      runId,
      node: box.node,
      isGroup: box.isGroup,
      isOpen: box.isGroup && !closed.has(box.node.id),
      summary: states?.get(box.node.id),
      onToggle,
    },
    draggable: false,
    connectable: false,
    focusable: false,
  }));
  const edges: Edge[] = lines
    .filter((line) => layout.routes.has(line.id))
    .map((line) => ({
      id: line.id,
      source: line.from,
      target: line.to,
      type: "route",
      focusable: false,
      data: { route: layout.routes.get(line.id), label: line.label, dashed: line.isSetupTeardown },
    }));
  const panel = useRef<HTMLDivElement>(null);
  return (
    <div className="panel graph" ref={panel}>
      <ReactFlow
        // Another layout is another picture: fit it anew.
        key={layout.nodes.length}
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onInit={(flow) => {
          const { clientWidth, clientHeight } = panel.current ?? document.documentElement;
          const graph = flow.getNodesBounds(flow.getNodes());
          void flow.setViewport(beginning(graph, { width: clientWidth, height: clientHeight }, direction));
        }}
        minZoom={0.1}
        maxZoom={1.6}
        onlyRenderVisibleElements={nodes.length > 150}
        nodesFocusable={false}
        elementsSelectable={false}
        proOptions={{ hideAttribution: true }}
        aria-label="Graph of the tasks"
      >
        <Background gap={22} size={1} />
        <Controls showInteractive={false} />
        {nodes.length > 20 && (
          <MiniMap
            pannable
            zoomable
            nodeColor={(node: BoxNodeType) =>
              node.data.isOpen ? "transparent" : stateColor(stateOf(node.data.summary?.state))
            }
          />
        )}
      </ReactFlow>
    </div>
  );
}
