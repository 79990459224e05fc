"""Step of wait_for_file.yml: read what was delivered."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path


def use(delivery_path: str) -> dict[str, int]:
    """Counts the days of each kind of weather in the delivered file."""
    with Path(delivery_path).open(newline="", encoding="utf-8") as file:
        kinds = Counter(row["weather"] for row in csv.DictReader(file))
    print(f"{kinds.total()} days delivered, {kinds['sun']} of them sunny")
    return dict(sorted(kinds.items()))
