import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { importErrorsQuery } from "../api/importErrors";

/** Says nothing when all is well, or when it cannot know. */
export function ImportErrorsNotice() {
  const { data } = useQuery(importErrorsQuery({ limit: 1 }));
  const count = data?.total_entries ?? 0;
  if (count === 0) return null;
  return (
    <div className="notice danger" role="status">
      <div>
        {count === 1 ? "One DAG file" : `${count} DAG files`} could not be imported.{" "}
        <Link to="/import-errors">Show the {count === 1 ? "error" : "errors"}</Link>
      </div>
    </div>
  );
}
