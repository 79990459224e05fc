import { Empty } from "../design/Empty";
import { Json } from "../design/Json";

/** The templated fields as the task got them. */
export function Rendered({ fields }: { fields: Record<string, unknown> }) {
  const entries = Object.entries(fields);
  if (entries.length === 0) {
    return <Empty title="No rendered fields">They are stored when the task starts.</Empty>;
  }
  return (
    <div className="stack">
      {entries.map(([name, value]) => (
        <section key={name} className="panel">
          <h2>{name}</h2>
          <div style={{ padding: "10px 14px" }}>
            <Json value={value} />
          </div>
        </section>
      ))}
    </div>
  );
}
