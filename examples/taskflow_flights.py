"""Steps of taskflow_flights.yml: plain functions whose arguments are other tasks' results."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from statistics import fmean
from typing import Any

from svg_chart import bar_chart

SOURCE = Path(__file__).parent / "data" / "flights-2k.json"
FEWEST = 30


def read_delays() -> dict[str, dict[str, list[int]]]:
    """Returns the delays in minutes by origin and by hour, as two separate results."""
    by_airport: dict[str, list[int]] = defaultdict(list)
    by_hour: dict[str, list[int]] = defaultdict(list)
    for flight in json.loads(SOURCE.read_text(encoding="utf-8")):
        by_airport[flight["origin"]].append(flight["delay"])
        by_hour[flight["date"][11:13]].append(flight["delay"])
    return {"by_airport": dict(by_airport), "by_hour": dict(by_hour)}


def latest_airports(delays: dict[str, list[int]], top: int) -> list[list[Any]]:
    """Returns the airports with the longest mean delays among those with 30 flights or more."""
    means = [[code, round(fmean(d), 1)] for code, d in delays.items() if len(d) >= FEWEST]
    return sorted(means, key=lambda pair: -pair[1])[:top]


def hours(delays: dict[str, list[int]]) -> list[list[Any]]:
    """Returns the mean delay of each hour of the day with 30 flights or more."""
    busy = {hour: d for hour, d in delays.items() if len(d) >= FEWEST}
    return [[f"{hour}:00", round(fmean(d), 1)] for hour, d in sorted(busy.items())]


def draw(airports: list[list[Any]], by_hour: list[list[Any]], folder: str) -> list[str]:
    """Draws both lists and returns the paths of the pictures."""
    pictures = {
        "airports.svg": bar_chart(
            "Flights from these airports were latest", "minutes", [(a, b) for a, b in airports]
        ),
        "hours.svg": bar_chart(
            "Delays grow during the day", "minutes", [(a, b) for a, b in by_hour]
        ),
    }
    Path(folder).mkdir(parents=True, exist_ok=True)
    paths = []
    for name, picture in pictures.items():
        path = Path(folder) / name
        path.write_text(picture, encoding="utf-8")
        paths.append(str(path))
    print(f"drew {', '.join(paths)}")
    return paths
