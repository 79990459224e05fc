"""Steps of airport_pool.yml: several tasks load one SQLite file, one at a time."""

from __future__ import annotations

import csv
import json
import sqlite3
import time
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
AT_LEAST_SECONDS = 1.0

SCHEMA = """
CREATE TABLE airports (iata TEXT PRIMARY KEY, name TEXT, city TEXT, state TEXT);
CREATE TABLE flights (month TEXT, origin TEXT, destination TEXT, delay INTEGER);
CREATE TABLE turns (task TEXT PRIMARY KEY, started REAL, ended REAL);
"""


def _database(folder: str) -> Path:
    return Path(folder) / "airports.db"


def create(folder: str) -> str:
    """Makes an empty database, in place of one that an earlier try left, and returns its path."""
    path = _database(folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as db:
        db.executescript(SCHEMA)
    return str(path)


def load_airports(folder: str) -> int:
    """Loads all airports and returns their number."""
    with (DATA / "airports.csv").open(newline="", encoding="utf-8") as file:
        rows = [
            (row["iata"], row["name"], row["city"], row["state"]) for row in csv.DictReader(file)
        ]
    return _load(folder, "airports", "airports", rows)


def load_flights(folder: str, month: str) -> int:
    """Loads the flights of one month (YYYY-MM) and returns their number."""
    flights = json.loads((DATA / "flights-2k.json").read_text(encoding="utf-8"))
    rows = [
        (month, flight["origin"], flight["destination"], flight["delay"])
        for flight in flights
        if flight["date"].startswith(month.replace("-", "/"))
    ]
    return _load(folder, f"flights {month}", "flights", rows)


def _load(folder: str, task: str, table: str, rows: list[tuple[Any, ...]]) -> int:
    """Holds the database for at least a second, so that the pool's effect can be seen."""
    started = time.time()
    with closing(sqlite3.connect(_database(folder), timeout=0)) as db:
        db.execute("BEGIN IMMEDIATE")
        marks = ", ".join("?" * len(rows[0]))
        db.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608 (fixed names)
        time.sleep(max(0.0, AT_LEAST_SECONDS - (time.time() - started)))
        db.execute("INSERT INTO turns VALUES (?, ?, ?)", (task, started, time.time()))
        db.commit()
    print(f"{len(rows)} rows loaded into {table}")
    return len(rows)


def check_turns(folder: str) -> list[str]:
    """Returns who loaded, in order. Fails if two loads overlapped: the pool did not limit them."""
    with closing(sqlite3.connect(_database(folder))) as db:
        turns = db.execute("SELECT task, started, ended FROM turns ORDER BY started").fetchall()
    for (first, _, ended), (second, started, _) in pairwise(turns):
        if started < ended:
            raise ValueError(f"{second} began before {first} had ended")
    order = [task for task, _, _ in turns]
    print(f"no two of {len(order)} loads overlapped; their order: {', '.join(order)}")
    return order


def busiest(folder: str, top: int = 5) -> list[dict[str, Any]]:
    """Returns the airports with most departures, and their mean delay in minutes."""
    with closing(sqlite3.connect(_database(folder))) as db:
        found = db.execute(
            "SELECT iata, city, count(*), round(avg(delay), 1) FROM flights"
            " JOIN airports ON iata = origin GROUP BY iata ORDER BY 3 DESC, 1 LIMIT ?",
            (top,),
        ).fetchall()
    rows = [dict(zip(("iata", "city", "flights", "delay"), row, strict=True)) for row in found]
    for row in rows:
        print(f"{row['iata']} {row['city']}: {row['flights']} flights, {row['delay']} min late")
    return rows
