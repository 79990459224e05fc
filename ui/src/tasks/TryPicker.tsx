import type { TaskInstance, Try } from "../api/taskInstances";
import { stateOf } from "../states/state";

interface Props {
  tries: Try[];
  newest: TaskInstance;
  value: number;
  onChange: (tryNumber: number) => void;
}

export function TryPicker({ tries, newest, value, onChange }: Props) {
  const older = tries.filter((one) => one.try_number < newest.try_number);
  if (older.length === 0) {
    return newest.try_number > 0 ? <span className="muted push">Try {newest.try_number}</span> : null;
  }
  return (
    <label className="row push">
      Try
      <select
        className="input"
        value={value}
        onChange={(event) => {
          onChange(Number(event.target.value));
        }}
      >
        {[...older, newest]
          .sort((a, b) => a.try_number - b.try_number)
          .map((one) => (
            <option key={one.try_number} value={one.try_number}>
              {one.try_number} · {stateOf(one.state)}
            </option>
          ))}
      </select>
    </label>
  );
}
