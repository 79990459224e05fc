import { useQuery } from "@tanstack/react-query";
import { configQuery, versionQuery } from "../api/server";

/** Which deployment and which version this is: the first two questions of any report. */
export function Version() {
  const version = useQuery(versionQuery);
  const config = useQuery(configQuery);
  if (!version.data) return null;
  return (
    <span className="muted wide" style={{ paddingRight: 8, fontSize: 12 }}>
      {config.data?.instance_name} {version.data.version}
    </span>
  );
}
