"""Steps of data_catalogue.yml: check and describe every data file, then list them all."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
MISSING = ("", None)


def profile(file_name: str) -> dict[str, Any]:
    """Describes one file of the data folder, after checking it against the published checksum.

    Fails if the file is not the one its publisher describes in `datapackage.json`.
    """
    published = _published()[file_name]
    content = (DATA / file_name).read_bytes()
    checksum = _git_sha1(content)
    if checksum != published["hash"].removeprefix("sha1:"):
        raise ValueError(f"{file_name} has checksum {checksum}, expected {published['hash']}")
    rows = _rows(file_name)
    columns = {name: _column([row.get(name) for row in rows]) for name in rows[0]}
    print(f"{file_name}: {len(rows)} rows, {len(columns)} columns, checksum as published")
    return {
        "file": file_name,
        "bytes": len(content),
        "rows": len(rows),
        "missing": sum(column["missing"] for column in columns.values()),
        "columns": columns,
        "licence": (published.get("licenses") or [{}])[0].get("title")
        or (published.get("licenses") or [{}])[0].get("name", "not stated"),
    }


def _published() -> dict[str, dict[str, Any]]:
    package = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    return {resource["path"]: resource for resource in package["resources"]}


def _git_sha1(content: bytes) -> str:
    """The checksum the publisher uses: that of a Git blob."""
    header = f"blob {len(content)}\0".encode()
    return hashlib.sha1(header + content, usedforsecurity=False).hexdigest()


def _rows(file_name: str) -> list[dict[str, Any]]:
    path = DATA / file_name
    if path.suffix == ".json":
        return json.loads(path.read_text(encoding="utf-8"))
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _column(values: list[Any]) -> dict[str, Any]:
    present = [value for value in values if value not in MISSING]
    numbers = _numbers(present)
    column: dict[str, Any] = {
        "type": "text" if numbers is None else "number",
        "missing": len(values) - len(present),
        "distinct": len(set(present)),
    }
    if numbers:
        column |= {"min": min(numbers), "max": max(numbers)}
    return column


def _numbers(values: list[Any]) -> list[float] | None:
    try:
        return [float(value) for value in values]
    except ValueError:
        return None


def catalogue(ti: Any, profile_tasks: Sequence[str], folder: str) -> dict[str, int]:
    """Lists what the profile tasks found in `catalogue.md` and returns the sums."""
    profiles = [ti.xcom_pull(task_ids=task_id) for task_id in profile_tasks]
    absent = [task for task, found in zip(profile_tasks, profiles, strict=True) if found is None]
    if absent:
        raise ValueError(f"no profile came from {', '.join(absent)}")
    lines = ["# Data files", "", "| file | rows | columns | missing values | licence |"]
    lines.append("|---|--:|--:|--:|---|")
    lines += [
        f"| {one['file']} | {one['rows']} | {len(one['columns'])} | {one['missing']} "
        f"| {one['licence']} |"
        for one in sorted(profiles, key=lambda one: one["file"])
    ]
    target = Path(folder) / "catalogue.md"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(target.read_text(encoding="utf-8"))
    return {
        "files": len(profiles),
        "rows": sum(one["rows"] for one in profiles),
        "missing": sum(one["missing"] for one in profiles),
    }
