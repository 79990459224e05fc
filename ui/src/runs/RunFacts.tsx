import type { Run } from "../api/runs";
import { Elapsed } from "../design/Elapsed";
import { Facts } from "../design/Facts";
import { Json } from "../design/Json";
import { Time } from "../design/Time";

export function RunFacts({ run }: { run: Run }) {
  return (
    <section className="panel" aria-label="About the run">
      <Facts
        facts={{
          Type: run.run_type,
          "Triggered by": [run.triggered_by, run.triggering_user_name].filter(Boolean).join(", "),
          "Run after": <Time moment={run.run_after} />,
          "Logical date": run.logical_date && <Time moment={run.logical_date} />,
          "Data interval": run.data_interval_start && (
            <>
              <Time moment={run.data_interval_start} /> – <Time moment={run.data_interval_end} />
            </>
          ),
          Queued: run.queued_at && <Time moment={run.queued_at} />,
          Started: run.start_date && <Time moment={run.start_date} />,
          Ended: run.end_date && <Time moment={run.end_date} />,
          Duration: <Elapsed start={run.start_date} end={run.end_date} />,
          Version: run.dag_versions.map((version) => version.version_number).join(", "),
          Conf: run.conf && Object.keys(run.conf).length > 0 && <Json value={run.conf} />,
        }}
      />
    </section>
  );
}
