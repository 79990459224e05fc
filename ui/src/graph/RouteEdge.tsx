import { BaseEdge, type Edge, EdgeLabelRenderer, type EdgeProps } from "@xyflow/react";
import type { Route } from "./layout";
import { roundedPath } from "./roundedPath";

type RouteEdgeType = Edge<{ route: Route; label: string | null; dashed: boolean }>;

/** Drawn where the layout put it, so that it goes around boxes and not through them. */
export function RouteEdge({ id, data }: EdgeProps<RouteEdgeType>) {
  if (data === undefined || data.route.points.length < 2) return null;
  const { points, label: at } = data.route;
  return (
    <>
      <BaseEdge
        id={id}
        path={roundedPath(points, 6)}
        {...(data.dashed && { style: { strokeDasharray: "4 4" } })}
      />
      {data.label !== null && at !== null && (
        <EdgeLabelRenderer>
          <span
            className="edge-label"
            style={{ transform: `translate(-50%, -50%) translate(${at.x}px, ${at.y}px)` }}
          >
            {data.label}
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  );
}
