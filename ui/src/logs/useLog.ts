import { useEffect, useRef, useState } from "react";
import { isNotFound } from "../api/http";
import { readLog } from "../api/logs";
import type { InstanceKey } from "../api/taskInstances";
import { type LogLine, linesOf } from "./lines";

export interface Log {
  lines: LogLine[];
  /** More may come. */
  following: boolean;
  error: Error | null;
}

const soon = 250;
const slow = 2_000;
const hidden = 30_000;

const nothing: Log = { lines: [], following: true, error: null };

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/**
 * The log of a try, growing while the try runs. A token means that there may be more, its absence that
 * this was all. A try that is over and twice had nothing new is taken as complete, whatever its token.
 */
export function useLog(key: InstanceKey, tryNumber: number, isOver: boolean): Log {
  const { dagId, runId, taskId, mapIndex } = key;
  const [log, setLog] = useState(nothing);
  const over = useRef(isOver);
  useEffect(() => {
    over.current = isOver;
  }, [isOver]);

  useEffect(() => {
    const abort = new AbortController();
    const instance = { dagId, runId, taskId, mapIndex };
    let lines: LogLine[] = [];

    const follow = async () => {
      let token: string | null = null;
      let quiet = 0;
      let failures = 0;
      for (;;) {
        // Read before the request: what is over before it has said all in the answer.
        const wasOver = over.current;
        try {
          const chunk = await readLog(instance, tryNumber, token, abort.signal);
          const more = linesOf(chunk.content);
          // Without a token the whole log is answered, not what came since.
          lines = token === null ? more : more.length > 0 ? [...lines, ...more] : lines;
          quiet = more.length > 0 ? 0 : quiet + 1;
          failures = 0;
          token = chunk.continuation_token;
          const done = token === null ? wasOver : wasOver && quiet >= 2;
          setLog({ lines, following: !done, error: null });
          if (done) return;
        } catch (error) {
          if (abort.signal.aborted) return;
          // A task that has not started has no log yet. Other failures may pass, but not for ever.
          const early = isNotFound(error) && !wasOver;
          failures = early ? 0 : failures + 1;
          const givenUp = failures >= 4 || (failures > 0 && isNotFound(error));
          setLog({ lines, following: !givenUp, error: early ? null : (error as Error) });
          if (givenUp) return;
        }
        await sleep(
          quiet === 0 && token !== null && failures === 0 ? soon : document.hidden ? hidden : slow,
          abort.signal,
        );
        if (abort.signal.aborted) return;
      }
    };
    void follow();
    return () => {
      abort.abort();
      setLog(nothing);
    };
  }, [dagId, runId, taskId, mapIndex, tryNumber]);

  return log;
}
