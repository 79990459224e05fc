import { useSearchParams } from "react-router";

export type Paused = "all" | "active" | "paused";

export interface DagFilter {
  search: string;
  paused: Paused;
  tags: string[];
  offset: number;
}

/** The filter is in the address, so that a filtered list can be shared and Back undoes a step. */
export function useDagFilter(): [DagFilter, (change: Partial<DagFilter>) => void] {
  const [params, setParams] = useSearchParams();
  const paused = params.get("paused");
  const filter: DagFilter = {
    search: params.get("search") ?? "",
    paused: paused === "active" || paused === "paused" ? paused : "all",
    tags: params.getAll("tag"),
    offset: Math.max(0, Number(params.get("offset") ?? 0) || 0),
  };
  const change = (part: Partial<DagFilter>) => {
    // Another filter is another list: back to its first page.
    const wanted = { ...filter, offset: 0, ...part };
    const next = new URLSearchParams();
    if (wanted.search !== "") next.set("search", wanted.search);
    if (wanted.paused !== "all") next.set("paused", wanted.paused);
    for (const tag of wanted.tags) next.append("tag", tag);
    if (wanted.offset > 0) next.set("offset", String(wanted.offset));
    setParams(next, { replace: part.search !== undefined });
  };
  return [filter, change];
}
