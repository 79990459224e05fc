import type { State } from "./state";
import { StateIcon } from "./StateIcon";
import "./states.css";

export function StateBadge({ state }: { state: State }) {
  return (
    <span className="state-badge">
      <StateIcon state={state} />
      {state}
    </span>
  );
}
