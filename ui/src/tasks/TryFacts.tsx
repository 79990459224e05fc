import type { TaskInstance, Try } from "../api/taskInstances";
import { Elapsed } from "../design/Elapsed";
import { Facts } from "../design/Facts";
import { Time } from "../design/Time";
import { stateOf } from "../states/state";
import { StateBadge } from "../states/StateBadge";

const moment = (value: string | null) => value && <Time moment={value} />;

/** The try's own facts, with those that belong to the instance whatever the try. */
export function TryFacts({ instance, one }: { instance: TaskInstance; one: Try }) {
  return (
    <section className="panel" aria-label="Details">
      <Facts
        facts={{
          State: <StateBadge state={stateOf(one.state)} />,
          // A task that may retry n times is tried n + 1 times.
          Try: `${one.try_number} of ${one.max_tries + 1}`,
          Operator: one.operator,
          "Map index": instance.map_index < 0 ? null : instance.map_index,
          "Logical date": moment(instance.logical_date),
          Scheduled: moment(one.scheduled_when),
          Queued: moment(one.queued_when),
          Started: moment(one.start_date),
          Ended: moment(one.end_date),
          Duration: <Elapsed start={one.start_date} end={one.end_date} />,
          Pool: `${one.pool} (${one.pool_slots} ${one.pool_slots === 1 ? "slot" : "slots"})`,
          Queue: one.queue,
          Executor: one.executor,
          "Priority weight": one.priority_weight,
          Host: one.hostname && <span className="mono">{one.hostname}</span>,
          Id: <span className="mono">{instance.id}</span>,
        }}
      />
    </section>
  );
}
