import { useState } from "react";
import { Icon } from "../design/Icon";
import { useRefusal } from "../signIn/useMe";
import { TriggerDialog } from "./TriggerDialog";

export function TriggerButton({ dagId, compact = false }: { dagId: string; compact?: boolean }) {
  const [open, setOpen] = useState(false);
  const refusal = useRefusal("User");
  return (
    <span className="trigger">
      <button
        type="button"
        className={compact ? "button icon" : "button primary"}
        aria-label={`Trigger ${dagId}`}
        title={refusal ?? "Trigger a run"}
        disabled={refusal !== null}
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
