"""Pictures as SVG text, made by hand: what the examples' reports show."""

from __future__ import annotations

import math
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WIDTH = 960
INK = "#1f2937"
QUIET = "#6b7280"
GRID = "#e5e7eb"
WARM = "#f59e0b"
COOL = "#2563eb"
MAX_ITEMS = 400


def page(height: int, title: str, body: Sequence[str]) -> str:
    """One SVG document of the usual width; `title` is shown and read out."""
    root = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH}" height="{height}" role="img" font-family="system-ui, sans-serif">'
    )
    return "\n".join(
        [
            root,
            f"<title>{escape(title)}</title>",
            f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
            text(24, 34, title, size=20, weight=600),
            *body,
            "</svg>",
            "",
        ]
    )


def text(
    x: float,
    y: float,
    words: str,
    *,
    size: int = 12,
    anchor: str = "start",
    fill: str = INK,
    weight: int = 400,
) -> str:
    """A line of text at a baseline."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" '
        f'font-weight="{weight}" fill="{fill}">{escape(words)}</text>'
    )


def ticks(low: float, high: float, wanted: int = 5) -> list[float]:
    """Round numbers that cover `low` to `high`, about `wanted` of them."""
    if not math.isfinite(low) or not math.isfinite(high) or high <= low:
        raise ValueError(f"an axis needs low < high, both finite, got {low} and {high}")
    rough = (high - low) / wanted
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(m * power for m in (1, 2, 5, 10) if m * power >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(n * step, 10) for n in range(first, last + 1)]


def bar_chart(title: str, unit: str, items: Sequence[tuple[str, float]]) -> str:
    """Horizontal bars, one per item in the order given. Values below zero point left."""
    if not items or len(items) > MAX_ITEMS:
        raise ValueError(f"a bar chart takes 1 to {MAX_ITEMS} items, got {len(items)}")
    left = 40 + 8 * max(len(label) for label, _ in items)
    right, top, row = WIDTH - 70, 64, 26
    values = [value for _, value in items]
    marks = ticks(min(0.0, *values), max(0.0, *values) or 1.0)
    scale = (right - left) / (marks[-1] - marks[0])
    bottom = top + row * len(items)
    body = []
    for mark in marks:
        x = left + (mark - marks[0]) * scale
        body.append(f'<path d="M{x:.1f} {top}V{bottom}" stroke="{GRID}"/>')
        body.append(text(x, bottom + 18, f"{mark:g}", anchor="middle", fill=QUIET))
    zero = left - marks[0] * scale
    for index, (label, value) in enumerate(items):
        y = top + row * index
        start, end = sorted((zero, zero + value * scale))
        body.append(text(left - 10, y + 17, label, size=13, anchor="end"))
        body.append(
            f'<rect x="{start:.1f}" y="{y + 4}" width="{end - start:.1f}" height="{row - 8}" '
            f'rx="2" fill="{COOL}"/>'
        )
        body.append(text(end + 6, y + 17, f"{value:g}"))
    body.append(text(right, bottom + 38, unit, anchor="end", fill=QUIET))
    return page(bottom + 52, title, body)


def weather_chart(title: str, months: Sequence[dict[str, float | str]]) -> str:
    """A band from mean low to mean high (°C) above bars of rain (mm), one step a month.

    Each month has `month` (YYYY-MM), `temp_min`, `temp_max` and `precipitation`.
    """
    if not months or len(months) > MAX_ITEMS:
        raise ValueError(f"a weather chart takes 1 to {MAX_ITEMS} months, got {len(months)}")
    body = [*_temperature(months), *_rain(months), *_years(months)]
    return page(520, title, body)


LEFT, RIGHT = 64, WIDTH - 24
BAND_TOP, BAND_BOTTOM, RAIN_TOP, RAIN_BOTTOM = 76, 300, 340, 470


def _x(index: int, count: int) -> float:
    return LEFT + (index + 0.5) * (RIGHT - LEFT) / count


def _axis(marks: Sequence[float], top: float, bottom: float) -> Iterator[str]:
    for mark in marks:
        y = bottom - (mark - marks[0]) / (marks[-1] - marks[0]) * (bottom - top)
        yield f'<path d="M{LEFT} {y:.1f}H{RIGHT}" stroke="{GRID}"/>'
        yield text(LEFT - 8, y + 4, f"{mark:g}", anchor="end", fill=QUIET)


def _temperature(months: Sequence[dict[str, float | str]]) -> Iterator[str]:
    lows = [float(month["temp_min"]) for month in months]
    highs = [float(month["temp_max"]) for month in months]
    marks = ticks(min(*lows, 0.0), max(highs))
    yield from _axis(marks, BAND_TOP, BAND_BOTTOM)

    def point(index: int, value: float) -> str:
        share = (value - marks[0]) / (marks[-1] - marks[0])
        y = BAND_BOTTOM - share * (BAND_BOTTOM - BAND_TOP)
        return f"{_x(index, len(months)):.1f} {y:.1f}"

    upper = [point(index, value) for index, value in enumerate(highs)]
    lower = [point(index, value) for index, value in enumerate(lows)]
    yield (
        f'<path d="M{"L".join([*upper, *reversed(lower)])}Z" fill="{WARM}" fill-opacity="0.35" '
        f'stroke="{WARM}" stroke-width="1.5"/>'
    )
    yield text(LEFT, BAND_TOP - 12, "Mean daily low to mean daily high, °C", fill=QUIET)


def _rain(months: Sequence[dict[str, float | str]]) -> Iterator[str]:
    rain = [float(month["precipitation"]) for month in months]
    marks = ticks(0.0, max(rain) or 1.0, 3)
    yield from _axis(marks, RAIN_TOP, RAIN_BOTTOM)
    width = (RIGHT - LEFT) / len(months) * 0.7
    for index, value in enumerate(rain):
        height = value / marks[-1] * (RAIN_BOTTOM - RAIN_TOP)
        yield (
            f'<rect x="{_x(index, len(months)) - width / 2:.1f}" y="{RAIN_BOTTOM - height:.1f}" '
            f'width="{width:.1f}" height="{height:.1f}" fill="{COOL}"/>'
        )
    yield text(LEFT, RAIN_TOP - 12, "Precipitation, mm a month", fill=QUIET)


def _years(months: Sequence[dict[str, float | str]]) -> Iterator[str]:
    for index, month in enumerate(months):
        year, number = str(month["month"]).split("-")
        if number == "01" or index == 0:
            x = LEFT + index * (RIGHT - LEFT) / len(months)
            yield f'<path d="M{x:.1f} {BAND_TOP}V{RAIN_BOTTOM + 8}" stroke="{QUIET}"/>'
            yield text(x + 6, RAIN_BOTTOM + 24, year, fill=QUIET)
