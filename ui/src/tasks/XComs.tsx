import { useQuery } from "@tanstack/react-query";
import { pace } from "../api/pace";
import type { InstanceKey } from "../api/taskInstances";
import { type XCom, xcomQuery, xcomsQuery } from "../api/xcoms";
import { Answer } from "../design/Answer";
import { Empty } from "../design/Empty";
import { Json } from "../design/Json";
import { Time } from "../design/Time";

export function XComs({ instanceKey, isOver }: { instanceKey: InstanceKey; isOver: boolean }) {
  const query = useQuery({
    ...xcomsQuery(instanceKey),
    refetchInterval: () => (isOver ? pace.idle() : pace.active()),
  });
  return (
    <Answer query={query} what="the XComs">
      {({ xcom_entries }) =>
        xcom_entries.length === 0 ? (
          <Empty title="No XComs">The task has stored no values{isOver ? "." : " yet."}</Empty>
        ) : (
          <div className="stack">
            {xcom_entries.map((xcom) => (
              <Entry key={xcom.key} instanceKey={instanceKey} xcom={xcom} />
            ))}
          </div>
        )
      }
    </Answer>
  );
}

/** The list has no values; each is asked for by itself. */
function Entry({ instanceKey, xcom }: { instanceKey: InstanceKey; xcom: XCom }) {
  const query = useQuery(xcomQuery(instanceKey, xcom));
  return (
    <section className="panel">
      <h2 className="row">
        <span className="mono">{xcom.key}</span>
        <span className="push muted" style={{ fontWeight: 400, fontSize: 13 }}>
          <Time moment={xcom.timestamp} />
        </span>
      </h2>
      <div style={{ padding: "10px 14px" }}>
        <Answer query={query} what={`XCom ${xcom.key}`}>
          {({ value }) => <Json value={value} />}
        </Answer>
      </div>
    </section>
  );
}
