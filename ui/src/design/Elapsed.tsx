import { useEffect, useState } from "react";
import { duration, elapsed } from "./time";

/** A duration that counts up while there is no end. */
export function Elapsed({ start, end }: { start: string | null; end: string | null }) {
  const [now, setNow] = useState(() => Date.now());
  const counting = start !== null && end === null;
  useEffect(() => {
    if (!counting) return;
    const timer = setInterval(() => {
      setNow(Date.now());
    }, 1000);
    return () => {
      clearInterval(timer);
    };
  }, [counting]);
  const seconds = elapsed(start, end, now);
  if (seconds === null) return <span className="muted">–</span>;
  return <span className="nowrap">{duration(seconds)}</span>;
}
