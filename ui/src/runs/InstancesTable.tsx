import { Link } from "react-router";
import type { TaskInstance } from "../api/taskInstances";
import { taskLink } from "../app/links";
import { Elapsed } from "../design/Elapsed";
import { Time } from "../design/Time";
import { stateOf } from "../states/state";
import { StateBadge } from "../states/StateBadge";
import "./runs.css";

export function InstancesTable({ instances }: { instances: TaskInstance[] }) {
  return (
    <div className="panel table-scroll" tabIndex={0} role="region" aria-label="Task instances">
      <table className="table">
        <thead>
          <tr>
            <th>State</th>
            <th>Task</th>
            <th className="number">Try</th>
            <th>Started</th>
            <th className="number">Duration</th>
            <th>Operator</th>
            <th>Pool</th>
          </tr>
        </thead>
        <tbody>
          {instances.map((instance) => (
            <InstanceRow key={`${instance.task_id} ${instance.map_index}`} instance={instance} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function InstanceRow({ instance }: { instance: TaskInstance }) {
  const { dag_id, dag_run_id, task_id, map_index, rendered_map_index } = instance;
  return (
    <tr>
      <td>
        <StateBadge state={stateOf(instance.state)} />
      </td>
      <td className="task-cell">
        <Link to={taskLink(dag_id, dag_run_id, task_id, map_index)}>{task_id}</Link>
        {map_index >= 0 && <span className="muted"> [{rendered_map_index ?? map_index}]</span>}
        {instance.note && <div className="muted run-note">{instance.note}</div>}
      </td>
      <td className="number">{instance.try_number}</td>
      <td>
        <Time moment={instance.start_date} />
      </td>
      <td className="number">
        <Elapsed start={instance.start_date} end={instance.end_date} />
      </td>
      <td>{instance.operator_name ?? instance.operator}</td>
      <td>{instance.pool}</td>
    </tr>
  );
}
