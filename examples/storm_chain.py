"""Steps of storm_chain.yml: look for storms, and describe those that were found."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).parent / "data" / "seattle-weather.csv"
MAX_DAYS = 20


def find_storms(params: dict[str, Any]) -> list[str]:
    """Returns the stormiest days of the year, at most 20, at or above the wind speed (m/s)."""
    with SOURCE.open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["date"][:4] == str(params["year"])]
    storms = [row for row in rows if float(row["wind"]) >= params["wind"]]
    storms.sort(key=lambda row: (-float(row["wind"]), row["date"]))
    days = [row["date"] for row in storms[:MAX_DAYS]]
    print(f"{len(days)} days of {params['year']} with {params['wind']} m/s or more")
    return days


def any_storms(ti: Any) -> bool:
    """Whether there is anything to report."""
    return bool(ti.xcom_pull(task_ids="find_storms"))


def describe(params: dict[str, Any]) -> list[str]:
    """Returns a line for each day named in the param `days`, separated by commas."""
    wanted = params["days"].split(",")
    with SOURCE.open(newline="", encoding="utf-8") as file:
        rows = {row["date"]: row for row in csv.DictReader(file)}
    unknown = [day for day in wanted if day not in rows]
    if unknown:
        raise ValueError(f"{SOURCE.name} has no row for {', '.join(unknown)}")
    lines = [
        f"{day}: wind {rows[day]['wind']} m/s, {rows[day]['precipitation']} mm, "
        f"{rows[day]['weather']}"
        for day in wanted
    ]
    print("\n".join(lines))
    return lines
