import { queryOptions } from "@tanstack/react-query";
import { get, withQuery } from "./http";

/** A node of the graph. Groups have children; `join` nodes gather the edges at a group's border. */
export interface StructureNode {
  id: string;
  label: string;
  type: string;
  children?: StructureNode[] | null;
  is_mapped?: boolean | null;
  tooltip?: string | null;
  setup_teardown_type?: "setup" | "teardown" | null;
  operator?: string | null;
}

export interface StructureEdge {
  source_id: string;
  target_id: string;
  is_setup_teardown?: boolean | null;
  label?: string | null;
}

export interface Structure {
  nodes: StructureNode[];
  edges: StructureEdge[];
}

export const structureQuery = (dagId: string, version: number | null) =>
  queryOptions({
    queryKey: ["structure", dagId, version],
    queryFn: ({ signal }) =>
      get<Structure>(
        withQuery("/ui/structure/structure_data", { dag_id: dagId, version_number: version }),
        signal,
      ),
    staleTime: 60_000,
  });
