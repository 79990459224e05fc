import { useQuery } from "@tanstack/react-query";
import { configQuery, versionQuery } from "../api/server";

/** Which deployment this is, and which Airflow's API it speaks. */
export function Version() {
  const version = useQuery(versionQuery);
  const config = useQuery(configQuery);
  if (!version.data) return null;
  return (
    <span className="muted wide" style={{ paddingRight: 8, fontSize: 12 }}>
      {config.data?.instance_name} · Airflow API {version.data.version}
    </span>
  );
}
