import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { type InstanceKey, isFinal, type TaskInstance, triesQuery, type Try } from "../api/taskInstances";
import { Elapsed } from "../design/Elapsed";
import { Empty } from "../design/Empty";
import { Segments } from "../design/Segments";
import { Time } from "../design/Time";
import { LogView } from "../logs/LogView";
import { stateOf } from "../states/state";
import { StateBadge } from "../states/StateBadge";
import { Rendered } from "./Rendered";
import { TryFacts } from "./TryFacts";
import { TryPicker } from "./TryPicker";
import { XComs } from "./XComs";

const views = [
  { value: "log", label: "Log" },
  { value: "xcom", label: "XCom" },
  { value: "details", label: "Details" },
  { value: "rendered", label: "Rendered" },
] as const;

/** What has not started has said nothing; asking would only be refused. A failure may have left a word. */
const hasNoLog = (one: Try) => one.try_number === 0 || (one.start_date === null && one.state !== "failed");

export function Instance({ instanceKey, instance }: { instanceKey: InstanceKey; instance: TaskInstance }) {
  const [params, setParams] = useSearchParams();
  const tries = useQuery(triesQuery(instanceKey, instance.try_number)).data?.task_instances ?? [];
  const newest = instance.try_number;
  const wanted = Number(params.get("try") ?? newest);
  // The newest try is the instance itself, which is fresher than the list.
  const one = wanted === newest ? instance : (tries.find((other) => other.try_number === wanted) ?? instance);
  const view = views.find(({ value }) => value === params.get("view"))?.value ?? "log";
  const change = (name: string, value: string | null) => {
    const next = new URLSearchParams(params);
    if (value === null) next.delete(name);
    else next.set(name, value);
    setParams(next, { replace: true });
  };
  return (
    <>
      <header className="stack" style={{ gap: 8 }}>
        <div className="row">
          <h1>
            {instance.task_id}
            {instance.map_index >= 0 && ` [${instance.rendered_map_index ?? instance.map_index}]`}
          </h1>
          <StateBadge state={stateOf(one.state)} />
        </div>
        <div className="row" style={{ gap: "4px 20px", fontSize: 13 }}>
          <span>{instance.operator_name ?? instance.operator}</span>
          <span>
            <span className="muted">Started</span> <Time moment={one.start_date} />
          </span>
          <span>
            <span className="muted">Took</span> <Elapsed start={one.start_date} end={one.end_date} />
          </span>
        </div>
        {instance.note && (
          <div className={`notice ${instance.state === "failed" ? "danger" : "warning"}`}>
            <div>{instance.note}</div>
          </div>
        )}
      </header>
      <div className="row">
        <Segments
          label="View of the task instance"
          options={views}
          value={view}
          onChange={(value) => {
            change("view", value === "log" ? null : value);
          }}
        />
        <TryPicker
          tries={tries}
          newest={instance}
          value={one.try_number}
          onChange={(number) => {
            change("try", number === newest ? null : String(number));
          }}
        />
      </div>
      {view === "log" &&
        (hasNoLog(one) ? (
          <Empty title={isFinal(one.state) ? "No log: the task did not run" : "Not started yet"} />
        ) : (
          <LogView
            key={one.try_number}
            instance={instanceKey}
            tryNumber={one.try_number}
            isOver={one.try_number < newest || isFinal(one.state)}
          />
        ))}
      {view === "xcom" && <XComs instanceKey={instanceKey} isOver={isFinal(instance.state)} />}
      {view === "details" && <TryFacts instance={instance} one={one} />}
      {view === "rendered" && <Rendered fields={instance.rendered_fields ?? {}} />}
    </>
  );
}
