"""Steps of seattle_daily.yml: each run handles the day its data interval covers, and only that."""

from __future__ import annotations

import csv
import json
from datetime import datetime, timedelta
from pathlib import Path
from statistics import fmean
from typing import Any

SOURCE = Path(__file__).parent / "data" / "seattle-weather.csv"


def _rows() -> list[dict[str, str]]:
    with SOURCE.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def observe(
    data_interval_start: datetime | None, data_interval_end: datetime | None
) -> dict[str, Any]:
    """Returns the weather of the interval's day. Fails if the interval is not exactly one day."""
    if data_interval_start is None or data_interval_end is None:
        raise ValueError("the run has no data interval: trigger it with a logical date")
    if data_interval_end - data_interval_start != timedelta(days=1):
        raise ValueError(f"not one day: {data_interval_start} to {data_interval_end}")
    day = data_interval_start.strftime("%Y-%m-%d")
    row = next((row for row in _rows() if row["date"] == day), None)
    if row is None:
        raise ValueError(f"{SOURCE.name} has no row for {day}")
    print(f"{day}: {row['temp_min']} to {row['temp_max']} °C, {row['weather']}")
    return {
        "date": day,
        "temp_max": float(row["temp_max"]),
        "temp_min": float(row["temp_min"]),
        "precipitation": float(row["precipitation"]),
        "weather": row["weather"],
    }


def usual(day: str) -> dict[str, Any]:
    """Returns the mean high (°C) of the same calendar day in the years before."""
    highs = {
        row["date"][:4]: float(row["temp_max"])
        for row in _rows()
        if row["date"][5:] == day[5:] and row["date"] < day
    }
    if not highs:
        raise ValueError(f"{SOURCE.name} has no {day[5:]} before {day}")
    return {"temp_max": round(fmean(highs.values()), 1), "years": sorted(highs)}


def record(ti: Any, day: str, folder: str) -> dict[str, Any]:
    """Writes `<day>.json` below the folder, in place of what an earlier run left for that day."""
    observed = ti.xcom_pull(task_ids="observe")
    expected = ti.xcom_pull(task_ids="usual")
    difference = round(observed["temp_max"] - expected["temp_max"], 1)
    entry = {**observed, "usual_temp_max": expected["temp_max"], "difference": difference}
    target = Path(folder) / f"{day}.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(f".{ti.run_id}.partial")
    partial.write_text(json.dumps(entry, indent=2) + "\n", encoding="utf-8")
    partial.replace(target)
    print(f"{day} was {abs(difference)} °C {'warmer' if difference > 0 else 'colder'} than usual")
    return entry
