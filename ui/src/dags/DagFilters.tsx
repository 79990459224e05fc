import { useEffect, useState } from "react";
import { Icon } from "../design/Icon";
import { Segments } from "../design/Segments";
import type { DagFilter, Paused } from "./useDagFilter";

const choices: readonly { value: Paused; label: string }[] = [
  { value: "all", label: "All" },
  { value: "active", label: "Active" },
  { value: "paused", label: "Paused" },
];

interface Props {
  filter: DagFilter;
  change: (part: Partial<DagFilter>) => void;
  total: number | undefined;
}

export function DagFilters({ filter, change, total }: Props) {
  return (
    <div className="row" role="search">
      <SearchBox
        value={filter.search}
        onChange={(search) => {
          change({ search });
        }}
      />
      <Segments
        label="Paused or active"
        options={choices}
        value={filter.paused}
        onChange={(paused) => {
          change({ paused });
        }}
      />
      {filter.tags.map((tag) => (
        <button
          key={tag}
          type="button"
          className="chip"
          aria-label={`Remove tag ${tag} from the filter`}
          onClick={() => {
            change({ tags: filter.tags.filter((other) => other !== tag) });
          }}
        >
          {tag}
          <Icon name="close" />
        </button>
      ))}
      {total !== undefined && (
        <span className="muted push" role="status">
          {total} {total === 1 ? "DAG" : "DAGs"}
        </span>
      )}
    </div>
  );
}

/** Asks the server when the typing pauses, not at every key. */
function SearchBox({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const [text, setText] = useState(value);
  const [seen, setSeen] = useState(value);
  if (value !== seen) {
    // The address changed: by this box, which knows, or by Back, which the box must follow.
    setSeen(value);
    if (value !== text.trim()) setText(value);
  }
  useEffect(() => {
    if (text.trim() === value) return;
    const timer = setTimeout(() => {
      onChange(text.trim());
    }, 250);
    return () => {
      clearTimeout(timer);
    };
  }, [text, value, onChange]);
  return (
    <input
      className="input dag-search"
      type="search"
      placeholder="Search DAGs"
      aria-label="Search DAGs by id"
      value={text}
      onChange={(event) => {
        setText(event.target.value);
      }}
    />
  );
}
