import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Run } from "../api/runs";
import { type Structure, structureQuery } from "../api/structure";
import { Answer } from "../design/Answer";
import { Empty } from "../design/Empty";
import { Failure } from "../design/Failure";
import { Loading } from "../design/Loading";
import { type SummarisedRun, useSummaries } from "../grid/useSummaries";
import { Canvas } from "./Canvas";
import { type Direction, layOut } from "./layout";
import { initiallyClosed, shapeOf } from "./shape";

interface Props {
  dagId: string;
  run: Run | undefined;
  /** The DAG's version to draw; null for the newest. */
  version: number | null;
}

export default function Graph(props: Props) {
  const query = useQuery(structureQuery(props.dagId, props.version));
  return (
    <Answer query={query} what="the graph">
      {(structure) =>
        structure.nodes.length === 0 ? (
          <Empty title="This DAG has no tasks" />
        ) : (
          <LaidOut {...props} structure={structure} />
        )
      }
    </Answer>
  );
}

/** A telephone is high, a desk's screen is wide. */
const directionNow = (): Direction => (matchMedia("(max-width: 640px)").matches ? "DOWN" : "RIGHT");

function LaidOut({ dagId, run, version, structure }: Props & { structure: Structure }) {
  const [closed, setClosed] = useState<ReadonlySet<string>>(() => initiallyClosed(structure));
  const [direction] = useState(directionNow);
  const shape = shapeOf(structure, closed);
  const layout = useQuery({
    queryKey: ["layout", dagId, version, structure, direction, [...closed].sort()],
    queryFn: () => layOut(shape, direction),
    staleTime: Infinity,
    placeholderData: (before) => before,
  });
  const shown: SummarisedRun[] = run
    ? [{ run_id: run.dag_run_id, state: run.state, end_date: run.end_date }]
    : [];
  const states = useSummaries(dagId, shown);
  if (layout.error) return <Failure error={layout.error} what="lay out the graph" />;
  if (layout.data === undefined) return <Loading what="the layout" />;
  return (
    <>
      {states.error && <Failure error={states.error} what="load the task states" />}
      <Canvas
        dagId={dagId}
        runId={run?.dag_run_id ?? null}
        layout={layout.data}
        direction={direction}
        lines={shape.lines}
        states={run && states.data?.get(run.dag_run_id)}
        closed={closed}
        onToggle={(id) => {
          const next = new Set(closed);
          if (!next.delete(id)) next.add(id);
          setClosed(next);
        }}
      />
    </>
  );
}
