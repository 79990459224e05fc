import { get, withQuery } from "./http";
import { type InstanceKey, instanceUrl } from "./taskInstances";

/** A structured message; what a logger adds beyond these comes along under its own name. */
export interface LogMessage {
  timestamp?: string | null;
  event: string;
  level?: string;
  logger?: string;
  [extra: string]: unknown;
}

export interface LogChunk {
  content: (LogMessage | string)[];
  continuation_token: string | null;
}

/** With a token: what came since. Without: everything so far. */
export const readLog = (key: InstanceKey, tryNumber: number, token: string | null, signal: AbortSignal) =>
  get<LogChunk>(
    withQuery(`${instanceUrl(key)}/logs/${tryNumber}`, {
      map_index: key.mapIndex,
      full_content: false,
      token,
    }),
    signal,
  );
