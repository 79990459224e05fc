import { useState } from "react";
import { Icon } from "../design/Icon";
import { TriggerDialog } from "./TriggerDialog";

export function TriggerButton({ dagId, compact = false }: { dagId: string; compact?: boolean }) {
  const [open, setOpen] = useState(false);
  return (
    <span className="trigger">
      <button
        type="button"
        className={compact ? "button icon" : "button primary"}
        aria-label={`Trigger ${dagId}`}
        title="Trigger a run"
        aria-haspopup="dialog"
        onClick={() => {
          setOpen(true);
        }}
      >
        <Icon name="play" />
        {!compact && "Trigger"}
      </button>
      {open && (
        <TriggerDialog
          dagId={dagId}
          onClose={() => {
            setOpen(false);
          }}
        />
      )}
    </span>
  );
}
