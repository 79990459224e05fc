import { queryOptions } from "@tanstack/react-query";
import { get, type Query, withQuery } from "./http";
import { pace, polled } from "./pace";

export interface ImportError {
  import_error_id: number;
  timestamp: string;
  filename: string;
  bundle_name: string | null;
  stack_trace: string;
}

interface ImportErrors {
  import_errors: ImportError[];
  total_entries: number;
}

export const importErrorsQuery = (query: Query) =>
  queryOptions({
    queryKey: ["import-errors", query],
    queryFn: ({ signal }) => get<ImportErrors>(withQuery("/api/v2/importErrors", query), signal),
    refetchInterval: pace.idle,
    ...polled,
  });
