"""Steps of penguin_gate.yml: measure the data, and let the measure decide what happens to it."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from pathlib import Path
from statistics import fmean
from typing import Any

SOURCE = Path(__file__).parent / "data" / "penguins.json"
# One penguin's sex was entered as a dot: nobody knows it either.
MISSING = (None, "", ".")


def _penguins() -> list[dict[str, Any]]:
    return json.loads(SOURCE.read_text(encoding="utf-8"))


def _incomplete(penguin: dict[str, Any]) -> bool:
    return any(value in MISSING for value in penguin.values())


def measure() -> dict[str, Any]:
    """Counts the rows, and the share of missing values of each column."""
    rows = _penguins()
    rates = {
        column: round(sum(row[column] in MISSING for row in rows) / len(rows), 4)
        for column in rows[0]
    }
    worst = max(rates, key=lambda column: rates[column])
    print(f"{len(rows)} rows; {worst} is missing in {rates[worst]:.2%} of them")
    return {"rows": len(rows), "rates": rates, "worst_column": worst, "worst_rate": rates[worst]}


def gate(ti: Any, params: dict[str, Any]) -> str:
    """Names the task to go on with: `publish` if the data are good enough, else `quarantine`."""
    found = ti.xcom_pull(task_ids="measure")
    too_few = found["rows"] < params["min_rows"]
    too_many_gaps = found["worst_rate"] > params["max_missing"]
    chosen = "quarantine" if too_few or too_many_gaps else "publish"
    print(
        f"{found['rows']} rows (at least {params['min_rows']} wanted), {found['worst_column']} "
        f"{found['worst_rate']:.2%} missing (at most {params['max_missing']:.2%} allowed): {chosen}"
    )
    return chosen


def _write(folder: str, name: str, rows: list[dict[str, Any]]) -> str:
    target = Path(folder) / name
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return str(target)


def publish(folder: str) -> dict[str, Any]:
    """Writes the complete rows to `penguins.csv`."""
    complete = [row for row in _penguins() if not _incomplete(row)]
    return {"path": _write(folder, "penguins.csv", complete), "rows": len(complete)}


def summarise(published_path: str) -> dict[str, dict[str, float]]:
    """Returns count, mean body mass (g) and mean flipper length (mm) of each published species."""
    by_species: dict[str, list[dict[str, str]]] = defaultdict(list)
    with Path(published_path).open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            by_species[row["Species"]].append(row)
    return {
        species: {
            "count": len(rows),
            "body_mass": round(fmean(float(row["Body Mass (g)"]) for row in rows), 1),
            "flipper_length": round(fmean(float(row["Flipper Length (mm)"]) for row in rows), 1),
        }
        for species, rows in sorted(by_species.items())
    }


def quarantine(folder: str) -> dict[str, Any]:
    """Writes the incomplete rows to `quarantine.csv` for someone to look at."""
    incomplete = [row for row in _penguins() if _incomplete(row)]
    if not incomplete:
        return {"path": None, "rows": 0}
    return {"path": _write(folder, "quarantine.csv", incomplete), "rows": len(incomplete)}


def announce(ti: Any) -> str:
    """Says which way the data went."""
    published = ti.xcom_pull(task_ids="publish")
    kept_back = ti.xcom_pull(task_ids="quarantine")
    if published is not None:
        words = f"published {published['rows']} penguins"
    else:
        words = f"held everything back; {kept_back['rows']} penguins need a look"
    print(words)
    return words
