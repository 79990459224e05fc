import { queryOptions } from "@tanstack/react-query";
import { get } from "./http";

interface Component {
  status: string | null;
  /** Why it is not well, in one line, where the server knows. */
  problem?: string;
  /** Of `dag_processor`, while it reads DAG files. */
  reading?: { read: number; total: number };
}

/** A component that this deployment does not have is absent, or has no status. */
export type Health = Record<string, Component | null>;

export const versionQuery = queryOptions({
  queryKey: ["version"],
  queryFn: ({ signal }) => get<{ version: string; git_version: string | null }>("/api/v2/version", signal),
  staleTime: Infinity,
});

export const healthQuery = queryOptions({
  queryKey: ["health"],
  queryFn: ({ signal }) => get<Health>("/api/v2/monitor/health", signal),
  refetchInterval: ({ state }) => (state.data?.["dag_processor"]?.reading ? 2_000 : 60_000),
});

export const configQuery = queryOptions({
  queryKey: ["config"],
  queryFn: ({ signal }) => get<{ instance_name: string }>("/ui/config", signal),
  staleTime: Infinity,
});
