"""Steps of mwaa_serverless.yml. Values go by XCom only: its workers share no disk."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).parent / "data" / "iowa-electricity.csv"


def read_generation() -> dict[str, dict[str, int]]:
    """Returns Iowa's net generation by year and source, in thousand MWh."""
    years: dict[str, dict[str, int]] = defaultdict(dict)
    with SOURCE.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            years[row["year"][:4]][row["source"]] = int(row["net_generation"])
    return dict(years)


def renewable_share(ti: Any) -> dict[str, float]:
    """Returns the share of renewable energy, in percent, for each year."""
    years: dict[str, dict[str, int]] = ti.xcom_pull(task_ids="read_generation")
    return {
        year: round(100 * sources["Renewables"] / sum(sources.values()), 1)
        for year, sources in years.items()
    }


def find_turning_point(ti: Any, percent: float) -> str:
    """Returns the first year in which renewables reached the percentage, or `never`."""
    shares: dict[str, float] = ti.xcom_pull(task_ids="renewable_share")
    reached = [year for year, share in sorted(shares.items()) if share >= percent]
    found = reached[0] if reached else "never"
    print(f"renewables reached {percent} % in: {found}")
    return found
