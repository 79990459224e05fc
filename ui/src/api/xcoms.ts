import { queryOptions } from "@tanstack/react-query";
import { get, withQuery } from "./http";
import { type InstanceKey, instanceUrl } from "./taskInstances";

export interface XCom {
  key: string;
  timestamp: string;
  map_index: number;
  task_id: string;
}

interface XComs {
  xcom_entries: XCom[];
  total_entries: number;
}

interface XComWithValue extends XCom {
  value: unknown;
}

export const xcomsQuery = (key: InstanceKey) =>
  queryOptions({
    queryKey: ["xcoms", key],
    queryFn: ({ signal }) =>
      get<XComs>(
        withQuery(`${instanceUrl(key)}/xcomEntries`, { map_index: key.mapIndex, limit: 100 }),
        signal,
      ),
  });

export const xcomQuery = (key: InstanceKey, xcom: XCom) =>
  queryOptions({
    queryKey: ["xcom", key, xcom.key, xcom.timestamp],
    queryFn: ({ signal }) =>
      get<XComWithValue>(
        withQuery(`${instanceUrl(key)}/xcomEntries/${encodeURIComponent(xcom.key)}`, {
          map_index: key.mapIndex,
        }),
        signal,
      ),
  });
