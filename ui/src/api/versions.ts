import { queryOptions } from "@tanstack/react-query";
import { get, path, withQuery } from "./http";

export interface DagVersion {
  id: string;
  version_number: number;
  dag_id: string;
  bundle_name: string | null;
  bundle_version: string | null;
  created_at: string;
}

interface DagVersions {
  dag_versions: DagVersion[];
  total_entries: number;
}

export interface DagSource {
  content: string | null;
  dag_id: string;
  version_number: number | null;
}

export const versionsQuery = (dagId: string) =>
  queryOptions({
    queryKey: ["versions", dagId],
    queryFn: ({ signal }) =>
      get<DagVersions>(
        withQuery(path`/api/v2/dags/${dagId}/dagVersions`, { limit: 50, order_by: "-version_number" }),
        signal,
      ),
  });

export const sourceQuery = (dagId: string, version: number | null) =>
  queryOptions({
    queryKey: ["source", dagId, version],
    queryFn: ({ signal }) =>
      get<DagSource>(withQuery(path`/api/v2/dagSources/${dagId}`, { version_number: version }), signal),
  });
