import { queryOptions } from "@tanstack/react-query";
import { get, type Query, withQuery } from "./http";
import { pace, polled } from "./pace";

export interface Pool {
  name: string;
  slots: number;
  description?: string | null;
  include_deferred: boolean;
  occupied_slots: number;
  running_slots: number;
  queued_slots: number;
  scheduled_slots: number;
  deferred_slots: number;
  open_slots: number;
}

interface Pools {
  pools: Pool[];
  total_entries: number;
}

export const poolsQuery = (query: Query) =>
  queryOptions({
    queryKey: ["pools", query],
    queryFn: ({ signal }) => get<Pools>(withQuery("/api/v2/pools", query), signal),
    refetchInterval: pace.active,
    ...polled,
  });
