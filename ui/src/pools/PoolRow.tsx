import type { Pool } from "../api/pools";
import { stateColor } from "../states/state";

const share = (part: number, pool: Pool) =>
  pool.slots > 0 ? `${Math.min(100, (100 * part) / pool.slots)}%` : "0%";

/** -1 slots is how a pool without a limit says so. */
const slots = (count: number) => (count < 0 ? "∞" : count);

export function PoolRow({ pool }: { pool: Pool }) {
  return (
    <tr>
      <td>
        <strong>{pool.name}</strong>
        {pool.description && <div className="muted">{pool.description}</div>}
      </td>
      <td>
        <div className="pool-bar" aria-hidden="true">
          <span style={{ width: share(pool.running_slots, pool), background: stateColor("running") }} />
          <span style={{ width: share(pool.queued_slots, pool), background: stateColor("queued") }} />
        </div>
      </td>
      <td className="number">{slots(pool.slots)}</td>
      <td className="number">{pool.occupied_slots}</td>
      <td className="number">{pool.running_slots}</td>
      <td className="number">{pool.queued_slots}</td>
      <td className="number">{pool.scheduled_slots}</td>
      <td className="number">{pool.deferred_slots}</td>
      <td className="number">{slots(pool.open_slots)}</td>
    </tr>
  );
}
