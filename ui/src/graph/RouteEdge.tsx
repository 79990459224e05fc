import { BaseEdge, type Edge, EdgeLabelRenderer, type EdgeProps } from "@xyflow/react";
import type { Point } from "./layout";
import { roundedPath } from "./roundedPath";

type RouteEdgeType = Edge<{ points: Point[]; label: string | null; dashed: boolean }>;

/** Drawn where the layout put it, so that it goes around boxes and not through them. */
export function RouteEdge({ id, data }: EdgeProps<RouteEdgeType>) {
  if (data === undefined || data.points.length < 2) return null;
  const middle = data.points[Math.floor(data.points.length / 2)];
  return (
    <>
      <BaseEdge
        id={id}
        path={roundedPath(data.points, 6)}
        {...(data.dashed && { style: { strokeDasharray: "4 4" } })}
      />
      {data.label !== null && middle && (
        <EdgeLabelRenderer>
          <span
            className="edge-label"
            style={{ transform: `translate(-50%, -50%) translate(${middle.x}px, ${middle.y}px)` }}
          >
            {data.label}
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  );
}
