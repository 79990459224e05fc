import { useQuery } from "@tanstack/react-query";
import { healthQuery } from "../api/server";

/** Says how far a server is that reads its DAG folder, as long as it does. */
export function ReadingNotice() {
  const { data } = useQuery(healthQuery);
  const reading = data?.["dag_processor"]?.reading;
  if (reading === undefined) return null;
  return (
    <div className="notice" role="status">
      <div>
        Reading {reading.read} of {reading.total} DAG files.
      </div>
    </div>
  );
}
