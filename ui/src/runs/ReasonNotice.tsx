import { Link } from "react-router";
import type { Run } from "../api/runs";
import { runLink } from "../app/links";

/** A run's note is where the scheduler says why a run failed or cannot go on. */
export function ReasonNotice({ run, linked = false }: { run: Run; linked?: boolean }) {
  if (run.note === null || run.note.trim() === "") return null;
  const grave = run.state === "failed";
  return (
    <div className={`notice ${grave ? "danger" : "warning"}`} role="status">
      <div>
        {linked && (
          <>
            <Link to={runLink(run.dag_id, run.dag_run_id)}>
              {grave ? "The latest run failed" : "About the latest run"}
            </Link>
            {": "}
          </>
        )}
        {run.note}
      </div>
    </div>
  );
}
