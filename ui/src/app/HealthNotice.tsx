import { useQuery } from "@tanstack/react-query";
import { healthQuery } from "../api/server";

export function HealthNotice() {
  const { data } = useQuery(healthQuery);
  const ill = Object.entries(data ?? {}).filter(([, component]) => component?.status === "unhealthy");
  const problems = ill.flatMap(([, component]) => component?.problem ?? []);
  if (ill.length === 0) return null;
  return (
    <div className="notice warning" role="status" style={{ marginBottom: 14 }}>
      <div>
        <strong>{ill.map(([name]) => name).join(", ")} unhealthy.</strong>{" "}
        {problems.length > 0 ? problems.join("; ") : "Runs may start late or not at all."}
      </div>
    </div>
  );
}
