import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState } from "react";
import type { InstanceKey } from "../api/taskInstances";
import { Empty } from "../design/Empty";
import { Failure } from "../design/Failure";
import { Loading } from "../design/Loading";
import { useZone } from "../design/useZone";
import { asText, shownLines } from "./lines";
import { LogBar } from "./LogBar";
import { LogRow } from "./LogRow";
import { useLog } from "./useLog";
import "./logs.css";

interface Props {
  instance: InstanceKey;
  tryNumber: number;
  isOver: boolean;
}

/** How near to its end the log counts as being there, in pixels. */
const nearEnd = 40;

export function LogView({ instance, tryNumber, isOver }: Props) {
  const log = useLog(instance, tryNumber, isOver);
  const [zone] = useZone();
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const [follow, setFollow] = useState(!isOver);
  const box = useRef<HTMLDivElement>(null);
  const shown = shownLines(log.lines, open);
  // eslint-disable-next-line react-hooks/incompatible-library -- the virtualizer is used in this component only
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => box.current,
    estimateSize: () => 20,
    overscan: 20,
    getItemKey: (index) => shown[index]?.number ?? index,
  });

  const last = shown.length - 1;
  useEffect(() => {
    if (follow && last >= 0) virtual.scrollToIndex(last, { align: "end" });
  }, [follow, last, virtual]);

  if (log.lines.length === 0) {
    if (log.error) return <Failure error={log.error} what="load the log" />;
    if (log.following && isOver) return <Loading what="the log" />;
    return <Empty title={log.following ? "Waiting for the first line" : "The log is empty"} />;
  }
  return (
    <section className="panel log" aria-label="Log">
      <LogBar
        count={log.lines.length}
        following={log.following}
        follow={follow}
        onFollow={setFollow}
        fileName={`${instance.taskId}-${tryNumber}.log`}
        text={() => asText(log.lines)}
      />
      {log.error && <Failure error={log.error} what="load the rest of the log" />}
      <div
        ref={box}
        className="log-lines"
        tabIndex={0}
        role="log"
        aria-live="off"
        onWheel={(event) => {
          if (event.deltaY < 0) setFollow(false);
        }}
        onKeyDown={(event) => {
          if (["ArrowUp", "PageUp", "Home"].includes(event.key)) setFollow(false);
        }}
        onScroll={(event) => {
          const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
          if (log.following && scrollHeight - scrollTop - clientHeight < nearEnd) setFollow(true);
        }}
      >
        <div style={{ height: virtual.getTotalSize(), position: "relative" }}>
          {virtual.getVirtualItems().map((item) => {
            const line = shown[item.index];
            return (
              line && (
                <div
                  key={item.key}
                  data-index={item.index}
                  ref={virtual.measureElement}
                  className="log-place"
                  style={{ top: item.start }}
                >
                  <LogRow
                    line={line}
                    zone={zone}
                    open={open.has(line.number)}
                    onToggle={() => {
                      const next = new Set(open);
                      if (!next.delete(line.number)) next.add(line.number);
                      setOpen(next);
                      setFollow(false);
                    }}
                  />
                </div>
              )
            );
          })}
        </div>
      </div>
    </section>
  );
}
