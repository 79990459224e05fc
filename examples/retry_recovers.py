"""Steps of retry_recovers.yml: work in batches, lose the connection, go on at the next try."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).parent / "data" / "flights-2k.json"
BATCH = 250


def load_flights(ti: Any, params: dict[str, Any], folder: str) -> dict[str, int]:
    """Adds up the flights' delays, 250 flights at a time, keeping a checkpoint after each batch.

    The first `failing_tries` tries lose their connection halfway through what is left. The next
    one goes on at the checkpoint; without it (another machine) it begins again.
    """
    flights = json.loads(SOURCE.read_text(encoding="utf-8"))
    checkpoint = Path(folder) / "checkpoint.json"
    done = _read(checkpoint)
    resumed_at = done["flights"]
    print(f"try {ti.try_number} begins at flight {resumed_at}")
    breaks_at = None
    if ti.try_number <= params["failing_tries"]:
        batches_left = (len(flights) - resumed_at) // BATCH
        breaks_at = resumed_at + BATCH * (batches_left // 2)
    while done["flights"] < len(flights):
        if breaks_at is not None and done["flights"] >= breaks_at:
            raise ConnectionError(f"connection lost after {done['flights']} flights")
        batch = flights[done["flights"] : done["flights"] + BATCH]
        done = {
            "flights": done["flights"] + len(batch),
            "delay": done["delay"] + sum(flight["delay"] for flight in batch),
        }
        _write(checkpoint, done)
    print(f"try {ti.try_number} ends at flight {done['flights']}")
    return {**done, "tries": ti.try_number, "resumed_at": resumed_at}


def _read(checkpoint: Path) -> dict[str, int]:
    if not checkpoint.exists():
        return {"flights": 0, "delay": 0}
    return json.loads(checkpoint.read_text(encoding="utf-8"))


def _write(checkpoint: Path, done: dict[str, int]) -> None:
    checkpoint.parent.mkdir(parents=True, exist_ok=True)
    partial = checkpoint.with_suffix(".partial")
    partial.write_text(json.dumps(done), encoding="utf-8")
    partial.replace(checkpoint)


def check(ti: Any) -> str:
    """Fails unless every flight was counted once, whatever the number of tries."""
    loaded = ti.xcom_pull(task_ids="load_flights")
    flights = json.loads(SOURCE.read_text(encoding="utf-8"))
    wanted = {"flights": len(flights), "delay": sum(flight["delay"] for flight in flights)}
    found = {name: loaded[name] for name in wanted}
    if found != wanted:
        raise ValueError(f"expected {wanted}, found {found}")
    words = f"{wanted['flights']} flights counted once, in {loaded['tries']} tries"
    print(words)
    return words
