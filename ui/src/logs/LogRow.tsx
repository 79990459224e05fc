import { Icon } from "../design/Icon";
import { absolute, clock, type Zone } from "../design/time";
import { Ansi } from "./Ansi";
import type { ShownLine } from "./lines";

interface Props {
  line: ShownLine;
  zone: Zone;
  open: boolean;
  onToggle: () => void;
}

export function LogRow({ line, zone, open, onToggle }: Props) {
  const { number, timestamp, level, logger, text, extra, group, continued } = line;
  return (
    <div className={`log-row level-${level ?? "none"}${continued ? " continued" : ""}`}>
      <span className="log-number" aria-hidden="true">
        {number}
      </span>
      {timestamp !== null && (
        <time dateTime={timestamp} title={absolute(timestamp, zone)}>
          {clock(timestamp, zone)}
        </time>
      )}
      {level !== null && <span className="log-level">{level.toUpperCase()}</span>}
      <span className="log-text" title={logger ?? undefined}>
        {group === "start" ? (
          <button type="button" className="log-group" aria-expanded={open} onClick={onToggle}>
            <Icon name={open ? "down" : "right"} />
            {text}
          </button>
        ) : (
          <Ansi text={text} />
        )}
        {extra !== "" && <span className="log-extra"> {extra}</span>}
      </span>
    </div>
  );
}
