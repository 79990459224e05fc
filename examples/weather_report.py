"""Steps of weather_report.yml: Seattle's daily weather becomes a monthly report with a picture."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections import defaultdict
from contextlib import closing
from html import escape
from pathlib import Path
from statistics import fmean
from typing import Any

from svg_chart import weather_chart

SOURCE = Path(__file__).parent / "data" / "seattle-weather.csv"
MEASURES = ("precipitation", "temp_max", "temp_min", "wind")
COLUMNS = ("date", *MEASURES, "weather")
HEADINGS = {
    "year": "Year",
    "days": "Days",
    "precipitation": "Precipitation, mm",
    "warmest_month": "Mean high of the warmest month, °C",
    "coldest_month": "Mean low of the coldest month, °C",
}


def extract(folder: str) -> dict[str, Any]:
    """Reads the CSV, checks every row, and leaves typed rows in `days.json`."""
    with SOURCE.open(newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise ValueError(f"{SOURCE.name}: expected {COLUMNS}, found {reader.fieldnames}")
        days = [_day(reader.line_num, row) for row in reader]
    target = Path(folder) / "days.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(days), encoding="utf-8")
    print(f"extracted {len(days)} days, {days[0]['date']} to {days[-1]['date']}")
    return {
        "path": str(target),
        "rows": len(days),
        "first": days[0]["date"],
        "last": days[-1]["date"],
    }


def _day(line: int, row: dict[str, str]) -> dict[str, Any]:
    try:
        day: dict[str, Any] = {name: float(row[name]) for name in MEASURES}
    except ValueError as wrong:
        raise ValueError(f"{SOURCE.name}, line {line}: {wrong}") from wrong
    if day["temp_min"] > day["temp_max"]:
        raise ValueError(f"{SOURCE.name}, line {line}: temp_min is above temp_max")
    return {"date": row["date"], **day, "weather": row["weather"]}


def transform(days_path: str, folder: str) -> dict[str, Any]:
    """Folds days into months: rain is added up, the rest is averaged. Leaves `monthly.csv`."""
    by_month: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for day in json.loads(Path(days_path).read_text(encoding="utf-8")):
        by_month[day["date"][:7]].append(day)
    months = [_month(month, days) for month, days in sorted(by_month.items())]
    target = Path(folder) / "monthly.csv"
    with target.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, fieldnames=list(months[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(months)
    wettest = max(months, key=lambda month: month["precipitation"])
    print(f"{len(months)} months; the wettest is {wettest['month']}")
    return {"path": str(target), "months": len(months), "wettest": wettest["month"]}


def _month(month: str, days: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "month": month,
        "days": len(days),
        "precipitation": round(sum(day["precipitation"] for day in days), 1),
        "temp_max": round(fmean(day["temp_max"] for day in days), 1),
        "temp_min": round(fmean(day["temp_min"] for day in days), 1),
        "wind": round(fmean(day["wind"] for day in days), 1),
    }


def _months(monthly_path: str) -> list[dict[str, Any]]:
    with Path(monthly_path).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def load(monthly_path: str, folder: str) -> list[dict[str, Any]]:
    """Loads the months into `weather.db` anew and asks it for the years."""
    with closing(sqlite3.connect(Path(folder) / "weather.db")) as db, db:
        db.execute("DROP TABLE IF EXISTS monthly")
        db.execute(
            "CREATE TABLE monthly (month TEXT PRIMARY KEY, days INTEGER, precipitation REAL,"
            " temp_max REAL, temp_min REAL, wind REAL)"
        )
        db.executemany(
            "INSERT INTO monthly VALUES"
            " (:month, :days, :precipitation, :temp_max, :temp_min, :wind)",
            _months(monthly_path),
        )
        years = db.execute(
            "SELECT substr(month, 1, 4), sum(days), round(sum(precipitation), 1),"
            " max(temp_max), min(temp_min) FROM monthly GROUP BY 1 ORDER BY 1"
        ).fetchall()
    names = ("year", "days", "precipitation", "warmest_month", "coldest_month")
    return [dict(zip(names, year, strict=True)) for year in years]


def draw(monthly_path: str, folder: str) -> str:
    """Draws all months into `weather.svg` and returns its path."""
    target = Path(folder) / "weather.svg"
    target.write_text(
        weather_chart("Seattle, month by month", _months(monthly_path)), encoding="utf-8"
    )
    return str(target)


def report(ti: Any, picture_path: str, folder: str) -> str:
    """Puts the picture and the years on one page, `report.html`, and returns its path."""
    years: list[dict[str, Any]] = ti.xcom_pull(task_ids="load")
    picture = Path(picture_path).read_text(encoding="utf-8")
    head = "".join(f"<th>{escape(HEADINGS[name])}</th>" for name in years[0])
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(str(value))}</td>" for value in year.values()) + "</tr>"
        for year in years
    )
    target = Path(folder) / "report.html"
    target.write_text(
        "<!doctype html><html lang='en'><meta charset='utf-8'><title>Seattle's weather</title>"
        "<style>body{font-family:system-ui,sans-serif;max-width:60rem;margin:2rem auto}"
        "td,th{padding:.3rem 1rem;text-align:right}</style>"
        f"<h1>Seattle's weather</h1>{picture}<table><tr>{head}</tr>{rows}</table></html>\n",
        encoding="utf-8",
    )
    print(f"report written to {target}")
    return str(target)
